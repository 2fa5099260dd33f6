"""Charts drawn by the server as SVG: the same picture on the page and on paper, no script."""
