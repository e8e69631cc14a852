"""Decisions of people whose preference is known, drawn over the sample programme."""

from datetime import date, timedelta

import numpy as np

from graph.model import make_link
from matching.candidates import candidates
from matching.learning.decisions import DecisionRows
from matching.options import DEFAULTS
from matching.questions import ask
from matching.results import Kind
from matching.scoring import score

FIRST_DAY = date(2024, 10, 1)  # the sample's last event is before it
PER_SEEKER = 5


def drawn_pairs(snapshot, cares_for, n, seed, kind=Kind.PEER, slope=4.0):
    """n pairs of seekers with candidates drawn evenly: ids, values of the signals, and who said yes.

    The more of the signals that people care for, the likelier a yes; with slope 0 it is a coin.
    """
    rng = np.random.default_rng(seed)
    signals = tuple(DEFAULTS.weights[kind])
    organisations = [one for one in snapshot.actors.ids.tolist() if one.startswith("org-")]
    pairs, values = [], []
    for number in rng.permutation(len(organisations)).tolist():
        question = ask(snapshot, organisations[number], kind, 1, None, DEFAULTS)
        rows = np.setdiff1d(candidates(question), [question.seeker])
        if len(rows) >= 2 * PER_SEEKER and len(pairs) < n:
            chosen = np.sort(rng.choice(rows, PER_SEEKER, replace=False))
            scored = score(question, chosen)
            values += np.array([scored.value(name) for name in signals]).T.tolist()
            pairs += [(organisations[number], str(snapshot.actors.ids[row])) for row in chosen]
    assert len(pairs) >= n
    values = np.array(values[:n])
    liked = values @ np.array([cares_for.get(name, 0.0) for name in signals])
    likely = 1 / (1 + np.exp(-slope * (liked - np.median(liked)) / max(liked.std(), 1e-9) / 2))
    return pairs[:n], values, rng.random(n) < likely


def drawn(snapshot, cares_for, n, seed, kind=Kind.PEER, slope=4.0, n_days=40):
    """The same as rows to learn from, spread over some days, each decided the day after."""
    pairs, values, said_yes = drawn_pairs(snapshot, cares_for, n, seed, kind, slope)
    _, seekers = np.unique([seeker for seeker, _ in pairs], return_inverse=True)
    asked = FIRST_DAY.toordinal() + np.arange(n) * n_days // n
    return DecisionRows(kind, tuple(DEFAULTS.weights[kind]), values, said_yes, seekers, asked, asked + 1)


def introductions(pairs, said_yes, n_days=8, kind=Kind.PEER):
    """The links of these decisions, spread over some days, each decided the day after."""
    links = []
    for number, ((seeker, provider), yes) in enumerate(zip(pairs, said_yes.tolist(), strict=True)):
        asked = FIRST_DAY + timedelta(days=number * n_days // len(pairs))
        outcome = {"accepted" if yes else "declined": asked + timedelta(days=1)}
        links.append(make_link("INTRODUCED_TO", seeker, provider, since=asked, kind=str(kind), **outcome))
    return links
