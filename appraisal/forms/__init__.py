"""What people enter, parsed and checked field by field. Forms never save."""
