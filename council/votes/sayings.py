"""Rules and verdicts in the words of a shopkeeper; every sentence whole, so that it can be said in English."""

from collections.abc import Mapping
from typing import Any

from council.words import Sentence, _

WORDS = {"for": _("赞成"), "against": _("反对"), "abstain": _("弃权")}

MODES = {"open": _("公开表决。谁投了什么，议事会的人都看得见；公开记录里写哪一边、投了什么，不写名字。")}
"""What a mode promises, and its honest limit."""

_BOLD = {
    ("quorum", "resident", True): _("居民投票的户数够了。"), ("quorum", "resident", False): _("居民投票的户数不够。"),
    ("quorum", "merchant", True): _("商户投票的家数够了。"), ("quorum", "merchant", False): _("商户投票的家数不够。"),
    ("quorum", "", True): _("投票的人数够了。"), ("quorum", "", False): _("投票的人数不够。"),
    ("threshold", "resident", True): _("居民赞成的够了。"), ("threshold", "resident", False): _("居民赞成的不够。"),
    ("threshold", "merchant", True): _("商户赞成的够了。"), ("threshold", "merchant", False): _("商户赞成的不够。"),
    ("threshold", "", True): _("赞成的够了。"), ("threshold", "", False): _("赞成的不够。"),
}
_HALF = {
    ("resident", True): _("居民赞成过半。"), ("resident", False): _("居民赞成没有过半。"),
    ("merchant", True): _("商户赞成过半。"), ("merchant", False): _("商户赞成没有过半。"),
    ("", True): _("赞成过半。"), ("", False): _("赞成没有过半。"),
}
_VOTED = {"resident": _("{of} 户里投了 {have} 户，要 {need} 户以上。"), "merchant": _("{of} 家里投了 {have} 家，要 {need} 家以上。"),
          "": _("名册上 {of} 人，投了 {have} 人，要 {need} 人以上。")}
_COUNTED = {"decided": _("赞成和反对一共 {of} 票，赞成 {have} 票，要 {need} 票以上。"), "cast": _("{of} 票里赞成 {have} 票，要 {need} 票以上。"),
            "roll": _("名册上 {of} 票，赞成 {have} 票，要 {need} 票以上。")}
_SHORT = {"quorum": {"resident": _("{of} 户里投了 {have} 户，要 {need} 户以上，差 {missing} 户。"),
                     "merchant": _("{of} 家里投了 {have} 家，要 {need} 家以上，差 {missing} 家。"),
                     "": _("名册上 {of} 人，投了 {have} 人，要 {need} 人以上，差 {missing} 人。")},
          "threshold": {"decided": _("赞成和反对一共 {of} 票，赞成 {have} 票，要 {need} 票以上，差 {missing} 票。"),
                        "cast": _("{of} 票里赞成 {have} 票，要 {need} 票以上，差 {missing} 票。"),
                        "roll": _("名册上 {of} 票，赞成 {have} 票，要 {need} 票以上，差 {missing} 票。")}}

_QUORUM = {"half": _("先要有过半的人投票。"), "above": _("先要有超过 {share} 的人投票。"), "least": _("先要有 {share} 以上的人投票。"),
           "all": _("先要人人都投票。")}
_THRESHOLD = {
    "decided": {"half": _("赞成的要比反对的多，弃权的不算在里面。"), "above": _("赞成和反对的票里，赞成要超过 {share}，弃权的不算在里面。"),
                "least": _("赞成和反对的票里，赞成要有 {share} 以上，弃权的不算在里面。"), "all": _("要有人赞成，没有人反对，弃权的不算在里面。")},
    "cast": {"half": _("投票的人里要过半赞成，弃权也算一票。"), "above": _("投票的人里要有超过 {share} 赞成，弃权也算一票。"),
             "least": _("投票的人里要有 {share} 以上赞成，弃权也算一票。"), "all": _("投票的人要全部赞成。")},
    "roll": {"half": _("名册上的人里要过半赞成，没有来投的也算在里面。"), "above": _("名册上的人里要有超过 {share} 赞成，没有来投的也算在里面。"),
             "least": _("名册上的人里要有 {share} 以上赞成，没有来投的也算在里面。"), "all": _("名册上的人要全部赞成。")},
}


def rule_words(rule: Mapping[str, Any]) -> list[str]:
    """The rule as two or three short sentences; the first is the one to print in bold."""
    first = _("居民和商户各算各的，两边都要够。") if set(rule["each"]) == {"resident", "merchant"} else \
        _("居民单独算，要够。") if rule["each"] == ["resident"] else \
        _("商户单独算，要够。") if rule["each"] == ["merchant"] else _("大家放在一起算。")
    quorum = [_filled(_QUORUM, rule["quorum"])] if rule["quorum"] else []
    return [first, *quorum, _filled(_THRESHOLD[rule["base"]], rule["threshold"]), _("一票都没有，就不算通过。")]


def _filled(patterns: Mapping[str, str], test: Mapping[str, Any]) -> str:
    if test["share"] == "1":
        return patterns["all"]
    if test["share"] == "1/2" and test["above"]:
        return patterns["half"]
    return Sentence(patterns["above" if test["above"] else "least"], share=test["share"])


def condition_words(condition: Mapping[str, Any]) -> tuple[str, str]:
    """One condition of a verdict: (what is so, its numbers)."""
    test, side, met = condition["test"], condition["side"], condition["met"]
    half = test == "threshold" and condition["share"] == "1/2" and condition["above"]
    bold = _HALF[side, met] if half else _BOLD[test, side, met]
    key = side if test == "quorum" else condition["base"]
    pattern = (_VOTED if test == "quorum" else _COUNTED)[key] if met else _SHORT[test][key]
    numbers = {name: condition[name] for name in ("have", "of", "need")}
    return bold, Sentence(pattern, missing=max(0, condition["need"] - condition["have"]), **numbers)


def verdict_words(verdict: Mapping[str, Any]) -> tuple[str, str]:
    """The whole result: (the word, the sentence under it)."""
    conditions = verdict["conditions"]
    if verdict["passed"]:
        both = {each["side"] for each in conditions} == {"resident", "merchant"}
        return _("通过了"), _("居民和商户两边都够了。") if both else _("够了规则要的票数。")
    return _("没有通过"), _why_not_passed(conditions)


def _why_not_passed(conditions: list[Mapping[str, Any]]) -> str:
    failed = {each["side"] for each in conditions if not each["met"]}
    if not any(each["have"] for each in conditions):
        return _("没有人赞成，所以没有通过，回到调解，再谈一次。")
    if failed == {"resident"} and {each["side"] for each in conditions} != failed:
        return _("商户这边够了，居民这边没有够。两边都要够，所以没有通过，回到调解，再谈一次。")
    if failed == {"merchant"} and {each["side"] for each in conditions} != failed:
        return _("居民这边够了，商户这边没有够。两边都要够，所以没有通过，回到调解，再谈一次。")
    return _("没有够规则要的票数，所以没有通过，回到调解，再谈一次。")
