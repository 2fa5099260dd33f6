"""What every room shares. Imports no app."""
