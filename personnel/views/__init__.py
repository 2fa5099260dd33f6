"""Pages of the personnel room."""
