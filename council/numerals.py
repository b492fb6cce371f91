"""Chinese numbers for clauses: 第一条 to 第九百九十九条."""

from council.words import Sentence, _

DIGITS = "零一二三四五六七八九"  # data


def chinese(n: int) -> str:
    """A whole number from 0 to 999 in Chinese: 十, 二十三, 一百零五, 一百一十."""
    if not 0 <= n <= 999:
        raise ValueError("0 to 999")
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return _below_hundred(rest)
    said = DIGITS[hundreds] + "百"  # data
    if not rest:
        return said
    if rest < 10:
        return said + DIGITS[0] + DIGITS[rest]
    return said + (DIGITS[1] if rest < 20 else "") + _below_hundred(rest)


def clause(n: int) -> Sentence:
    """A clause's number as the convention says it: 第三条; English says it with its figure."""
    return Sentence(_("第{han}条"), han=chinese(n), n=n)


def _below_hundred(n: int) -> str:
    if n < 10:
        return DIGITS[n]
    tens, ones = divmod(n, 10)
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")  # data
