"""What another office's table says of people, read without the database."""
