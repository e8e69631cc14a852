"""Recounts plans of tables, one meeting after the other, without anything of the product."""

from __future__ import annotations


def met_again(rounds):
    """Pairs that share a table more than once, and meetings after the first of a pair."""
    met = {}
    for tables in rounds:
        for table in tables:
            for one in table:
                for other in table:
                    if one < other:
                        met[one, other] = met.get((one, other), 0) + 1
    return sum(1 for often in met.values() if often > 1), sum(often - 1 for often in met.values())


def check_full(rounds, n_tables, size, n_rounds):
    """Every round seats everybody once, at tables that are full."""
    assert len(rounds) == n_rounds
    for tables in rounds:
        assert [len(table) for table in tables] == [size] * n_tables
        assert sorted(one for table in tables for one in table) == list(range(n_tables * size))
