"""Cohorts, from opening to the end: who takes part, by which rules, drafts, review, publishing."""
