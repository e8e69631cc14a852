"""Mentors for the organisations of one cohort: who may be matched, by which rules, and the answer explained."""
