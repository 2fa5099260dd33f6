"""Pure rules of the reports room."""
