"""Reading spreadsheets of units and people. Knows files and words, no database."""
