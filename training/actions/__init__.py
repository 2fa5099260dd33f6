"""Everything that writes in the training room."""
