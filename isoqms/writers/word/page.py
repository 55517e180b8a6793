"""A page to set blocks on: its styles and its width, and the paragraphs that need both.

Only this module knows how the rule below a text is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from isoqms.pages.layout.blocks import PaperProfile
from isoqms.pages.layout.typesetting import broken, rule_length, width
from isoqms.writers.word.styles import Style, StyleSheet
from isoqms.writers.word.wordml import cleaned, paragraph, run, twips

# Word and our table of widths may differ by a hair, and a line that is broken twice is ugly.
_SAFE = 0.97


@dataclass(frozen=True, slots=True)
class Page:
    """The styles of the document, and the sheet the blocks stand on."""

    styles: StyleSheet
    profile: PaperProfile
    landscape: bool = False
    room: float = 0
    """The width in mm of the part of the page that this is; 0 for all between the margins."""

    @property
    def width(self) -> float:
        """The width that there is, in mm."""
        return self.room or self.profile.text_width(landscape=self.landscape)

    def within(self, room: float) -> Page:
        """A part of the page, so many mm wide."""
        return replace(self, room=room)

    @property
    def height(self) -> float:
        """The height between the margins in mm."""
        return self.profile.text_height(landscape=self.landscape)

    def paragraph(self, style: Style, content: str, *, keep: bool = False, extra: str = "") -> str:
        """A paragraph of runs in `style`."""
        return paragraph(self.styles.ids[style], content, keep=keep, extra=extra)

    def line(self, style: Style, text: str, *, keep: bool = False) -> str:
        """A paragraph of plain text in `style`, without no-break spaces."""
        return self.paragraph(style, run(text), keep=keep)

    def broken(self, style: Style, text: str, room: float | None = None) -> tuple[str, ...]:
        """The lines of a centred `text` in so many mm, or in the width of the page."""
        return broken(cleaned(text), (room or self.width) * _SAFE, self.styles.face(style))

    def centred(self, style: Style, lines: Sequence[str]) -> str:
        """One paragraph of lines broken beforehand, kept with what follows by its style."""
        return self.paragraph(style, run("\n".join(lines)))

    def rule(self, length: float, room: float | None = None, *, after: float = 0) -> str:
        """A rule of so many mm in the middle of `room`, with so many points of space after it."""
        side = twips(max(0.0, ((room or self.width) - length) / 2))
        space = f'<w:spacing w:after="{round(after * 20)}"/>' if after else ""
        return self.paragraph(
            Style.RULE, "", keep=True, extra=f'{space}<w:ind w:left="{side}" w:right="{side}"/>'
        )

    def rule_below(
        self, style: Style, lines: Sequence[str], room: float | None = None, *, after: float = 0
    ) -> str:
        """The rule of a third to a half of the text it stands below."""
        return self.rule(rule_length(lines, self.styles.face(style)), room, after=after)

    def measured(self, style: Style, text: str) -> float:
        """The length of `text` on one line in mm."""
        return width(cleaned(text), self.styles.face(style))
