"""Files of the training room."""
