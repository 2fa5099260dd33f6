"""What is typed in the feedback room, parsed and checked."""
