"""Files of the feedback room."""
