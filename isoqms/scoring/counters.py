"""The counter-evidence that rules know by name, whatever row of whatever table it speaks against.

Alone in its module, so that a rule names it without importing the probes that look for it.
"""

from enum import StrEnum


class Counter(StrEnum):
    """What the records may hold against points (phản chứng)."""

    ANNOUNCEMENT_NONE = "announcement-none"
    ANNOUNCEMENT_NOT_NOTIFIED = "announcement-not-notified"
    ANNOUNCEMENT_NOT_POSTED = "announcement-not-posted"
    AUDITORS_LEARNED_LATER = "auditors-learned-later"
    AUDIT_HALF_OR_LESS = "audit-half-or-less"
    AUDIT_NONE_DONE = "audit-none-done"
    AUDIT_NOT_PLANNED = "audit-not-planned"
    AUDIT_NO_PAPERS = "audit-no-papers"
    AUDIT_NO_TEAM = "audit-no-team"
    INTERNAL_ACTIVITIES_NONE = "internal-activities-none"
    LAW_APPLIED_LATE = "law-applied-late"
    NONCONFORMITY_EMPTY = "nonconformity-empty"
    OBJECTIVES_NONE = "objectives-none"
    PLAN_NOT_ISSUED = "plan-not-issued"
    POLICY_NONE = "policy-none"
    REVIEW_NONE = "review-none"
    SURVEY_NONE = "survey-none"
    SURVEY_NO_PLAN = "survey-no-plan"
    SURVEY_NO_REPORT = "survey-no-report"
    TRAINING_NONE = "training-none"
