"""Statistics of surveys as pure functions and tables: no Django, no clock, no database."""
