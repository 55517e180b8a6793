"""What differs by province, year or edition, as data."""

from isoqms.packs.loading import (
    load_audit_questions,
    load_deadlines,
    load_examples,
    load_forms,
    load_kind,
    load_legal,
    load_library,
    load_map,
    load_provinces,
    load_scoring_table,
    load_spending,
    load_standard,
    load_statuses,
    load_terms,
    spending_group,
)
from isoqms.packs.shelf import PackKind, own_packs, pack_ids

__all__ = [
    "PackKind",
    "load_audit_questions",
    "load_deadlines",
    "load_examples",
    "load_forms",
    "load_kind",
    "load_legal",
    "load_library",
    "load_map",
    "load_provinces",
    "load_scoring_table",
    "load_spending",
    "load_standard",
    "load_statuses",
    "load_terms",
    "own_packs",
    "pack_ids",
    "spending_group",
]
