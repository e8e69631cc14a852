"""Common contacts: others that both have worked with, by the Adamic–Adar index, dated.

The index is Σ f(seeker, z) · f(z, provider) / ln(contacts of z) over common contacts z (Adamic
and Adar 2003): a contact that knows everybody tells little. The freshness f of a contact is
1 while it lasts and halves every `fresh_years` after its last day. The value is ln(1 + index).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Column, Rows
from graph.snapshot.matrices import entries_of_rows, places_in_both, row_of_matrix
from matching.profiles import NOBODY
from matching.questions import Question
from matching.signals.signal import Facts, Values, log1p_of_few

_DAYS_IN_YEAR = 365.25


def contacts_values(question: Question, rows: Rows) -> Values:
    """ln(1 + dated Adamic–Adar index) of the seeker and each provider."""
    return log1p_of_few(adamic_adar(question)[rows])


def adamic_adar(question: Question) -> NDArray[np.float64]:
    """Dated Adamic–Adar index of the seeker and every actor; 0 for the seeker itself."""
    return question.once("adamic_adar", lambda: _adamic_adar(question))


def _adamic_adar(question: Question) -> NDArray[np.float64]:
    last_day = question.snapshot.contacts.last_day
    common, worth = _worth_of_contacts(question)
    entries, owners = entries_of_rows(last_day.indptr, common)
    shares = worth[owners] * _freshness(question, last_day.data[entries])
    n_actors = len(question.snapshot.actors)
    index: NDArray[np.float64] = np.bincount(last_day.indices[entries], shares, n_actors).astype(np.float64)
    if question.seeker != NOBODY:
        index[question.seeker] = 0.0
    return index


def contacts_facts(question: Question, provider: int) -> Facts:
    """Ids of the common contacts, the most telling first, ties by id."""
    snapshot = question.snapshot
    common, worth = _worth_of_contacts(question)
    theirs, days = row_of_matrix(snapshot.contacts.last_day, provider)
    of_mine, of_theirs = places_in_both(common, theirs)
    worth = worth[of_mine] * _freshness(question, days[of_theirs])
    order = np.argsort(-worth.round(9), kind="stable")
    return {"contacts": tuple(snapshot.actors.ids[common[of_mine][order]].tolist())}


def _worth_of_contacts(question: Question) -> tuple[Rows, Values]:
    """The seeker's contacts that know somebody else too, and what each tells."""
    contacts = question.snapshot.contacts
    mine, days = row_of_matrix(contacts.last_day, question.seeker)
    n_contacts = contacts.n_contacts[mine]
    telling = n_contacts > 1
    return mine[telling], _freshness(question, days[telling]) / np.log(n_contacts[telling])


def _freshness(question: Question, last_days: Column) -> Values:
    """1 for contacts that last, halved for every `fresh_years` since their last day."""
    years_since = (question.snapshot.day - last_days) / _DAYS_IN_YEAR
    return np.asarray(0.5 ** (np.maximum(years_since, 0.0) / question.options.fresh_years))
