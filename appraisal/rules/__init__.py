"""The law of appraisal as pure functions and tables: no Django, no clock, no database."""
