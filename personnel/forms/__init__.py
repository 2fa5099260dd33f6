"""Forms of the personnel room."""
