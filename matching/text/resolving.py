"""What a short free text means among the reference entries, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.text.references import References
from matching.text.scoring import Fit, fit_of
from matching.text.windows import windows_of

SURE, DOUBTFUL = 0.55, 0.3  # similarity
CLEAR_LEAD = 0.1  # similarity before the next one


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a text may mean.

    Attributes
    ----------
    id : str
        The entry.
    similarity : float
        From above 0 to 1; not a probability.
    text : str
        The label or synonym of the entry that is nearest, as it is written there.
    """

    id: str
    similarity: float
    text: str


class Confidence(StrEnum):
    """How sure it is what a text means."""

    SURE = "sure"  # the first match may be taken
    DOUBTFUL = "doubtful"  # the matches may be shown, for a person to choose
    NONE = "none"  # nothing in the reference is meant


def resolve(references: References, text: str, k: int = 5) -> tuple[Match, ...]:
    """The entries that a text fits best, at most `k`, the best first, ties by id.

    A text of several sentences, or a long one, counts by its best window for each entry. Any text is
    taken; one without words that tell something fits nothing.

    >>> from matching.text.references import references_of
    >>> skills = references_of([("T3.01", ["Pisanie wniosków o dotację"]), ("I2.02", ["Strona internetowa"])])
    >>> [(match.id, match.text) for match in resolve(skills, "kto napisze wniosek o dotcaje?")]
    [('T3.01', 'Pisanie wniosków o dotację')]
    >>> resolve(skills, "🙂")
    ()
    """
    fit = fit_of(references, windows_of(text))
    if not fit.similarity.size:
        return ()
    similarity = fit.similarity.max(axis=1)
    order = np.lexsort((np.arange(len(similarity)), -similarity))[: max(k, 0)]
    return tuple(_match(references, fit, int(entry)) for entry in order if similarity[entry] > 0)


def confidence(matches: Sequence[Match]) -> Confidence:
    """How sure the first of the matches is, as `resolve` orders them (at least two, where there are two).

    Sure: similarity at least `SURE` and `CLEAR_LEAD` before the next. Doubtful: at least `DOUBTFUL`.

    >>> confidence([Match("a", 0.9, ""), Match("b", 0.2, "")]), confidence([Match("a", 0.9, ""), Match("b", 0.9, "")])
    (<Confidence.SURE: 'sure'>, <Confidence.DOUBTFUL: 'doubtful'>)
    """
    if not matches or matches[0].similarity < DOUBTFUL:
        return Confidence.NONE
    second = matches[1].similarity if len(matches) > 1 else 0.0
    is_clear = matches[0].similarity - second >= CLEAR_LEAD
    return Confidence.SURE if matches[0].similarity >= SURE and is_clear else Confidence.DOUBTFUL


def _match(references: References, fit: Fit, entry: int) -> Match:
    window = int(fit.similarity[entry].argmax())
    text = references.texts[int(fit.best_text[entry, window])]
    return Match(references.ids[entry], float(fit.similarity[entry, window]), text)
