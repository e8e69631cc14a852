"""Who could answer a call: a need in free text, from anybody."""

from __future__ import annotations

from graph.snapshot import Snapshot
from matching.calls import Call
from matching.exposure import Exposure
from matching.options import DEFAULTS, Options
from matching.questions import ask_call
from matching.recommend import answer
from matching.results import Recommendation


def answer_call(
    snapshot: Snapshot,
    call: Call,
    k: int = 10,
    *,
    caller_id: str | None = None,
    component: str | None = None,
    options: Options = DEFAULTS,
    exposure: Exposure | None = None,
) -> Recommendation:
    """The k providers of any role that can best answer a call, each with reasons and caveats.

    Parameters
    ----------
    snapshot : Snapshot
    call : Call
        The need in free text, with the skills, themes and places found in it.
    k : int, from 1 to 100
    caller_id : str, optional
        Who calls, if it is in the network: its contacts, offers and place count then.
    component : str, optional
        Only skills of this component count.
    options : Options
    exposure : Exposure, optional
        How often each actor was shown to others lately; nobody was, if not given.

    Raises
    ------
    UnknownActor
        There is no such caller.
    InvalidOption
        `k` or `component` is not allowed, or the text is too long.
    """
    return answer(ask_call(snapshot, call, caller_id, k, component, options, exposure))
