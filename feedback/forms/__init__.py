"""Forms of the feedback room."""
