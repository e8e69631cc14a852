"""Recommenders that others would reach for, one a file, asked the same questions as the product.

Each module has `SETTINGS`, the settings among which a split before the cut chooses, and `scorer`,
which learns from a `Past` and returns a function from a question to one score per known organisation.
"""
