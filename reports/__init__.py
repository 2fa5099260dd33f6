"""Letters, reports and long jobs. Decides nothing about people."""
