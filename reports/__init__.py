"""Letters, summaries and long jobs. Decides nothing about people."""
