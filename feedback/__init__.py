"""What citizens and colleagues say, and whether it can be believed."""
