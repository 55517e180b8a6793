"""One module a rule; this is the registry of all of them, in order of code."""

from isoqms.rules import (
    qms001_unreadable_file,
    qms002_broken_yaml,
    qms003_repeated_key,
    qms004_yaml_trick,
    qms005_hidden_character,
    qms006_windows_line_ends,
    qms007_decomposed_letters,
    qms008_missing_head,
    qms009_empty_file,
    qms010_file_too_large,
    qms011_link_outside,
    qms012_wrong_shape,
    qms013_unknown_file,
    qms101_to_fill_in,
    qms180_idle_waiver,
    qms714_typed_figure,
    qms715_unprintable_report,
)
from isoqms.rules.protocol import Rule

ALL: tuple[Rule, ...] = (
    qms001_unreadable_file,
    qms002_broken_yaml,
    qms003_repeated_key,
    qms004_yaml_trick,
    qms005_hidden_character,
    qms006_windows_line_ends,
    qms007_decomposed_letters,
    qms008_missing_head,
    qms009_empty_file,
    qms010_file_too_large,
    qms011_link_outside,
    qms012_wrong_shape,
    qms013_unknown_file,
    qms101_to_fill_in,
    qms180_idle_waiver,
    qms714_typed_figure,
    qms715_unprintable_report,
)
