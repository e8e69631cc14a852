"""Cohorts assigned: `solving.best` for all together, `proposing.stable` for one that nobody would rather leave.

What they take and give stands here; the solvers are imported from their own modules, so that `matching.verify` loads
none of them.
"""

from matching.assignment.errors import (
    AssignmentError,
    CannotSolve,
    ContradictoryRules,
    InvalidArchive,
    InvalidInstance,
    InvalidRules,
)
from matching.assignment.instance import Instance, make_instance
from matching.assignment.results import Assignment, Certificate, Levels
from matching.assignment.rules import NO_RULES, Rules

__all__ = [
    "NO_RULES",
    "Assignment",
    "AssignmentError",
    "CannotSolve",
    "Certificate",
    "ContradictoryRules",
    "Instance",
    "InvalidArchive",
    "InvalidInstance",
    "InvalidRules",
    "Levels",
    "Rules",
    "make_instance",
]
