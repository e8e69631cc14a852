"""Recounts plans of tables, one meeting after the other, without anything of the product."""

from __future__ import annotations


def pairs_of(rounds):
    """Each two who share a table, as often as they do."""
    return [(one, other) for tables in rounds for table in tables for one in table for other in table if one < other]


def met_again(rounds, left_out=()):
    """Pairs that share a table more than once, and meetings after the first of a pair."""
    met = {}
    for pair in pairs_of(rounds):
        if pair not in left_out:
            met[pair] = met.get(pair, 0) + 1
    return sum(1 for often in met.values() if often > 1), sum(often - 1 for often in met.values())


def check_seated(rounds, people, size, n_rounds):
    """Every round seats each of these people once, and no table more than it has seats."""
    assert len(rounds) == n_rounds
    for tables in rounds:
        assert all(0 < len(table) <= size for table in tables)
        assert sorted(one for table in tables for one in table) == list(people)


def check_full(rounds, n_tables, size, n_rounds):
    """Every round seats everybody once, at tables that are full."""
    check_seated(rounds, range(n_tables * size), size, n_rounds)
    assert all(len(tables) == n_tables for tables in rounds)
