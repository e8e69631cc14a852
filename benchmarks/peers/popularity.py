"""The number of past projects, whoever asks."""

from benchmarks.peers.past import Past, Scorer

SETTINGS: tuple[dict[str, float], ...] = ({},)


def scorer(past: Past) -> Scorer:
    """Everybody's past projects."""
    return lambda _: past.n_projects
