"""Ids of a generated network: a short prefix and a number."""

from __future__ import annotations

from seeds.drawing.scale import Scale


def actor_ids(scale: Scale) -> list[str]:
    """Ids of all actors by number.

    >>> actor_ids(Scale(2, 1, 1, 4, 0))
    ['org-0001', 'org-0002', 'par-0001', 'men-0001']
    """
    counts = {"org": scale.n_organisations, "par": scale.n_partners, "men": scale.n_mentors}
    return [f"{prefix}-{number:04d}" for prefix, count in counts.items() for number in range(1, count + 1)]


def event_ids(n_events: int) -> list[str]:
    """Ids of events by number.

    >>> event_ids(2)
    ['event-001', 'event-002']
    """
    return [f"event-{number:03d}" for number in range(1, n_events + 1)]


def project_ids(n_projects: int) -> list[str]:
    """Ids of joint projects by number.

    >>> project_ids(2)
    ['project-001', 'project-002']
    """
    return [f"project-{number:03d}" for number in range(1, n_projects + 1)]
