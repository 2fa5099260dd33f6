"""Everything that writes in the reports room."""
