"""Sentences that can be said in two languages: Chinese in the code, English from the catalogue, even from a rule without Flask."""


def _(sentence: str) -> str:
    """Mark a Chinese sentence for the catalogue; it is translated where it is shown."""
    return sentence


class Sentence(str):
    """A Chinese sentence with values filled in, which still knows its pattern so that it can be said in English.

    >>> Sentence(_("还差 {n} 家"), n=3)
    '还差 3 家'
    """

    pattern: str
    values: dict[str, object]

    def __new__(cls, pattern: str, **values: object) -> "Sentence":
        said = super().__new__(cls, pattern.format(**values))
        said.pattern, said.values = pattern, values
        return said
