"""The citizens of the demo city: what they came for, what they answered, what became of it."""
