"""HTTP of the training room."""
