"""整改方案 as frozen values: what one ledger file holds, field by field, with the official term of each.

The model checks the form of each field and of each single record. It never reads wording (that is `wording`), never
compares records with one another (`integrity`) and knows neither files nor days (`store`, `asof`).
"""

from zhenggai.model.fields import Record
from zhenggai.model.log import Evidence, Extension, ProgressEntry
from zhenggai.model.plan import Category, Deadline, Issue, LegalBasis, Period, Plan, StatedCounts, Task
from zhenggai.model.reporting import Contact, Report, ReportingRule

__all__ = [
    "Category",
    "Contact",
    "Deadline",
    "Evidence",
    "Extension",
    "Issue",
    "LegalBasis",
    "Period",
    "Plan",
    "ProgressEntry",
    "Record",
    "Report",
    "ReportingRule",
    "StatedCounts",
    "Task",
]
