"""Many calls spread over processes by joblib, their results in order; any of its backends can carry them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from joblib import Parallel, effective_n_jobs

_CALLS_PER_WORKER = 8  # handed out at once; when they are done, so are all before them


def spread(calls: Iterable[Any], n_jobs: int | None = None, backend: str | None = None) -> Iterator[Any]:
    """The results of ``joblib.delayed`` calls, in the order of the calls, as they come.

    Not by joblib's own generators, which not every backend has.

    Parameters
    ----------
    n_jobs : int, optional
        How many at once, -1 for one per core; by default what ``joblib.parallel_config``
        says, else 1.
    backend : str, optional
        Of joblib or registered with it; by default what ``joblib.parallel_config`` says,
        else processes of this machine.

    Examples
    --------
    >>> from joblib import delayed
    >>> list(spread(delayed(abs)(number) for number in (-1, 2, -3)))
    [1, 2, 3]
    """
    remaining = iter(calls)
    with Parallel(n_jobs=n_jobs, backend=backend) as workers:
        n_at_once = _CALLS_PER_WORKER * effective_n_jobs(workers.n_jobs)
        while some := list(islice(remaining, n_at_once)):
            yield from workers(some)
