"""YAML to plain data at speed, or not at all.

The fast parser knows no lines and turns 4.10 into 4.1. So it is only asked where
it cannot read a text otherwise than the exact reader does, and whatever it
stumbles on goes to `mapping`, which finds the fault and its place.
"""

import re
from typing import Any

import ryaml

# What the fast parser would read otherwise than as text, or accept silently: rather too much than too little.
_DOUBTFUL = re.compile(
    r"""
      (?:^|[\s\[{,])                                   # where a plain value or key may begin
      (?: [-+]? \d* \. \d* 0 (?!\d)                    # 4.10: the zero would be lost
        | [-+]? \. \d | [-+]? \d+ \. (?!\d)            # .5 and 5.
        | [-+]? [\d.]+ [eE]                            # 1e3
        | [-+]? 0 [xob]                                # 0x1F
        | \+ \d | - 0 (?![\d.])                        # +5, -0
        | \d{15,} | \d* \. \d{10,}                     # longer than a float is exact
        | [-+]? \. (?:inf|nan|Inf|NaN|INF|NAN)
        | (?:true|false|True|False|TRUE|FALSE) (?![\w])
        | [&*] \S | !                                  # anchors, aliases, tags
        | << | \? \s
      )
    | [\[{] [^\n]* [^\s\[{,] : [^\s,\]}]               # [12:30]: libyaml wants quotes there
    | [\t\xa0\x85] | ^---|^\.\.\.|^%
    """,
    re.VERBOSE | re.MULTILINE,
)


def read(text: str) -> dict[Any, Any] | None:
    """The data of a YAML mapping, numbers and nulls as Python's own; None where the exact reader must look."""
    if _DOUBTFUL.search(text):
        return None
    try:
        data = ryaml.loads(text)  # type: ignore[attr-defined]  # exported, but not in its __all__
    except Exception:  # noqa: BLE001 - whatever it is, the exact reader says it better
        return None
    return data if isinstance(data, dict) else None
