"""What the calculator answers when it cannot compute."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ErrorCode(StrEnum):
    """Codes that every rule shares; a rule may add its own."""

    BAD_JSON = "bad_json"
    UNKNOWN_RULE = "unknown_rule"
    MISSING_KEY = "missing_key"
    BAD_VALUE = "bad_value"


class CalculatorError(Exception):
    """A refusal with its published code and a sentence for the reader."""

    def __init__(self, code: str, message: "StrOrPromise") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def bad_value(sentence: str, key: str) -> CalculatorError:
    """The refusal of a value; ``sentence`` names its key by ``%(key)s``."""
    return CalculatorError(ErrorCode.BAD_VALUE, sentence % {"key": key})
