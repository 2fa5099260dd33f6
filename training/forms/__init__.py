"""Forms of the training room."""
