"""How heavy a risk weighs, before its action and after."""

from datetime import date

from isoqms.model.planning.risks import Risk


def level(risk: Risk) -> int:
    """Likelihood times severity (điểm rủi ro), 1 to 25, as first judged."""
    return risk.likelihood * risk.severity


def level_after(risk: Risk) -> int | None:
    """The same once the action has worked; a part that was not judged anew stays.

    None where neither was.
    """
    if risk.likelihood_after is None and risk.severity_after is None:
        return None
    return (risk.likelihood_after or risk.likelihood) * (risk.severity_after or risk.severity)


def is_done(risk: Risk, day: date) -> bool:
    """Whether its action was carried out by a day; a result without a day of its own counts."""
    if risk.done is not None:
        return risk.done <= day
    return bool(risk.result)
