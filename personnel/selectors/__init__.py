"""Page-sized reads of the personnel room."""
