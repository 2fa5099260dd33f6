"""The law of people, posts and days as pure functions and tables: no Django, no clock."""
