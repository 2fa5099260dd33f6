"""Page-sized reads of the feedback room."""
