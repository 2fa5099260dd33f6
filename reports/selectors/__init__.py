"""Page-sized reads of the reports room."""
