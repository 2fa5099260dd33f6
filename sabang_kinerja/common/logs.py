"""Personal data stays out of logs, whoever writes the line."""

import logging
import re
from typing import Final

_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{8}[ .]?[0-9]{6}[ .]?[0-9][ .]?[0-9]{3}(?![0-9])")
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class RedactingFormatter(logging.Formatter):
    """Blank employee numbers and e-mail addresses in a finished line, tracebacks included.

    A net below the rule that logs carry ids only; it cannot know names.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Format as usual, then blank."""
        line = super().format(record)
        return _ADDRESS.sub("[surel]", _NUMBER.sub("[NIP]", line))
