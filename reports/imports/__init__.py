"""What other systems give out about results, read without the database."""
