"""Saying no: a refusal is a sentence in the person's words, an absence says nothing more."""

class Refusal(Exception):
    """The act may not be done now; `sentence` says the fact and what one can do. Answered with 409 unless said otherwise."""

    def __init__(self, sentence: str, status: int = 409) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


class Absent(Exception):
    """Not there, or not for you: both get the same 404, so that an outsider learns nothing."""


def refuse(sentence: str | None) -> None:
    """Stop here when a rule gave a reason; None means go on."""
    if sentence is not None:
        raise Refusal(sentence)
