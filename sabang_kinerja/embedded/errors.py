"""What may go wrong while servers start. The text is for the person at the terminal."""


class EmbeddedError(Exception):
    """A server cannot start or stop; the message says why and what to do."""
