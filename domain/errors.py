"""The three refusals of the house. A message is an English message id with named values; `texts.message` says it in words."""

from __future__ import annotations


class Refusal(Exception):
    """Base of what a person is told kindly; anything else is a fault of the program."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class Refused(Refusal):
    """A rule said no."""


class Stale(Refusal):
    """Someone was first: what the person saw is no longer so."""


class Missing(Refusal):
    """Not there or not yours; the answer is the same for both."""

    def __init__(self, message: str = "There is nothing here that you may see.", **values: object) -> None:
        super().__init__(message, **values)
