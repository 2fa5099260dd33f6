"""HTTP of the feedback room: each view translates, none decides."""
