"""Questions put to a person at a terminal, each again until its answer will do."""

from typing import Any

from isoqms.actions.records.questions import Question, understood
from isoqms.cli.terminal.say import prompted, say
from isoqms.errors import BadAnswer


def ask_all(questions: tuple[Question, ...], known: dict[str, Any]) -> dict[str, Any]:
    """The answers to those questions that are not known yet, beside the known ones.

    Empty answers are left out.
    """
    answers = dict(known)
    for question in questions:
        if question.key in answers:
            continue
        value = _members(question) if question.inner else ask(question)
        if value not in (None, [], ()):
            answers[question.key] = value
    return answers


def ask(question: Question, lead: str = "") -> Any:
    """The value of an answer; None for an empty one."""
    for number, choice in enumerate(question.choices, 1):
        if number == 1:
            say(f"{lead}{question.field.title}:", err=True)
        say(f"{lead}  {number}. {choice.words}", err=True)
    while True:
        text = prompted(_words(question, lead), default="", show_default=False, err=True)
        try:
            return understood(question, text)
        except BadAnswer as error:
            say(f"{lead}  {error} {error.hint}".rstrip(), fg="yellow", err=True)


def _words(question: Question, lead: str) -> str:
    """`Hạn – Hạn hoàn thành (năm-tháng-ngày; Enter để bỏ qua)`."""
    field = question.field
    words = f"{lead}{field.title}"
    if not (question.choices or field.description.startswith(field.title)):
        words += f" – {field.description}"
    notes = "; ".join(filter(None, (question.how, _empty(question))))
    return f"{words} ({notes})" if notes else words


def _empty(question: Question) -> str:
    """What an empty answer does; nothing where it will not do."""
    if question.default is not None:
        return f"Enter: {_default(question)}"
    return "" if question.needed else "Enter để bỏ qua"


def _default(question: Question) -> str:
    chosen = {choice.value: choice.words for choice in question.choices}
    return chosen.get(question.default or "", question.default or "")


def _members(question: Question) -> list[dict[str, Any]]:
    """The members of a list of records, until the first question of one is left empty."""
    first, *rest = question.inner
    members: list[dict[str, Any]] = []
    while True:
        title = f"{question.field.title} {len(members) + 1}"
        say(f"{title} – {question.field.description} (Enter ở câu đầu để thôi):", err=True)
        value = _first(first)
        if value is None:
            return members
        answers = {first.key: value}
        answers |= {each.key: ask(each, "  ") for each in rest if not each.inner}
        said = {key: each for key, each in answers.items() if each not in (None, (), False)}
        members.append(said)


def _first(question: Question) -> Any:
    """The answer to the first question of a member; None where there is to be no more of them."""
    words = f"  {question.field.title} – {question.field.description}"
    for number, choice in enumerate(question.choices, 1):
        say(f"    {number}. {choice.words}", err=True)
    while True:
        text = prompted(words, default="", show_default=False, err=True).strip()
        if not text:
            return None
        try:
            return understood(question, text)
        except BadAnswer as error:
            say(f"    {error} {error.hint}".rstrip(), fg="yellow", err=True)
