"""Page-sized reads of the training room."""
