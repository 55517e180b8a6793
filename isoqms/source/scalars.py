"""Single values in YAML: how a text is written so that it comes back unchanged.

And how plain files are read.

Every scalar is text, as in the files of an agency: `02` stays "02" and `4.10` stays "4.10".
"""

import json
import re
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from isoqms.errors import BadAnswer

_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w /.()&+–-]|,(?= )|:(?=\w)|(?<=\S)#)*(?<! )\Z")
_NOT_TEXT: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def scalar(text: str) -> str:
    """`text` as a YAML scalar on one line.

    As it stands where that is safe, else between double quotes.

    Safe for readers of YAML 1.1 and 1.2, those that know booleans and numbers too.
    """
    if _PLAIN.match(text) and text.lower() not in _NOT_TEXT:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """`text` between double quotes.

    JSON's escapes are YAML's, save for line marks that JSON leaves alone.
    """
    return re.sub(
        r"[\x7f-\x9f\u2028\u2029\ufeff]",
        lambda sign: f"\\u{ord(sign[0]):04x}",
        json.dumps(text, ensure_ascii=False),
    )


def read_scalars(text: str) -> Any:
    """The data of a small YAML file, every scalar as text.

    BadAnswer with the line where it is no YAML.
    """
    try:
        return YAML(typ="base").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" ở dòng {mark.line + 1}" if mark else ""
        raise BadAnswer(
            f"Tệp không đúng cú pháp YAML{where}.", "Xem lại dấu hai chấm, dấu ngoặc và lề trái."
        ) from error
