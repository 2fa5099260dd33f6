"""Forms of the feedback room: read and check, never save."""
