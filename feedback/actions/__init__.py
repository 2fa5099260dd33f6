"""Everything that writes in the feedback room: one function a use case, one transaction."""
