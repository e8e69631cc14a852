"""Hard rules: who may not be suggested, whatever the score; a mask, never a zero score.

Each rule has a name, a mask over the scored providers, and the facts of its sentence. For
peers both sides must gain at least one thing: a skill that the other offers, or ground to
work on together (a shared sphere, a common contact, a powiat nearby). A rule and not a
penalty, because no distance or sphere makes up for a meeting from which one side goes home
with nothing; and not "a skill each", because a young group that offers nothing yet would
then get no peer at all. Where the seeker has not said what it offers, or the provider what
it needs, nobody knows that the provider gains nothing: that is a caveat and excludes nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.snapshot.columns import Mask, Rows, date_of
from graph.snapshot.matrices import row_of_matrix
from graph.snapshot.nodes import MENTOR
from matching.pair_history import introductions_of, last_days_together, mentored_by
from matching.questions import PROVIDER_ROLE, Question
from matching.results import Caveat, Fact, Kind
from matching.scoring import Scored
from matching.signals.needs import need_met_facts, need_served_facts
from matching.signals.place import far_rows, near_rows, place_facts

Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: for which kinds it holds, whom it excludes, and what to say of one of them."""

    name: str
    kinds: tuple[Kind, ...]
    excluded: Callable[[Question, Scored], Mask]
    facts: Callable[[Question, int], Facts]


def eligible(question: Question, scored: Scored) -> Mask:
    """Which of the scored providers no rule excludes."""
    allowed = np.ones(len(scored.rows), dtype=bool)
    for rule in rules_for(question):
        allowed &= ~rule.excluded(question, scored)
    return allowed


def broken_rules(question: Question, scored: Scored, position: int) -> tuple[Caveat, ...]:
    """The rules that exclude the provider at this position, in the order of the rules."""
    provider = int(scored.rows[position])
    facts = {"provider_id": str(question.snapshot.actors.ids[provider]), "kind": str(question.kind)}
    return tuple(
        Caveat(rule.name, {**facts, **rule.facts(question, provider)})
        for rule in rules_for(question)
        if rule.excluded(question, scored)[position]
    )


def rules_for(question: Question) -> tuple[Rule, ...]:
    """The rules that hold for a question."""
    waived = () if question.options.gain_required else _OF_GAIN
    return tuple(rule for rule in RULES if question.kind in rule.kinds and rule.name not in waived)


def _is_self(question: Question, scored: Scored) -> Mask:
    return np.asarray(scored.rows == question.seeker)


def _has_another_role(question: Question, scored: Scored) -> Mask:
    return np.asarray((question.snapshot.actors.roles[scored.rows] & PROVIDER_ROLE[question.kind]) == 0)


def _is_away(question: Question, scored: Scored) -> Mask:
    return np.asarray(~question.snapshot.present[scored.rows])


def _away_facts(question: Question, provider: int) -> Facts:
    actors = question.snapshot.actors
    left, joined = date_of(actors.left[provider]), date_of(actors.joined[provider])
    if left is not None and actors.left[provider] <= question.snapshot.day:
        return {"left": left.isoformat()}
    return {"joins": str(joined)}


def _worked_together(question: Question, scored: Scored) -> Mask:
    return _among(scored, row_of_matrix(question.snapshot.contacts.last_day, question.seeker)[0])


def _together_facts(question: Question, provider: int) -> Facts:
    last_day = int(last_days_together(question)[provider])
    return {"last_day": str(date_of(last_day)), "ongoing": last_day >= question.snapshot.day}


def _is_mentoring_already(question: Question, scored: Scored) -> Mask:
    return _among(scored, mentored_by(question, ongoing_only=True))


def _is_full(question: Question, scored: Scored) -> Mask:
    snapshot = question.snapshot
    capacity = snapshot.actors.capacity[scored.rows]
    # Whoever may answer in another role is not held to the places it has as a mentor.
    as_mentor = (snapshot.actors.roles[scored.rows] == MENTOR) | (question.kind is Kind.MENTOR)
    return np.asarray(as_mentor & (capacity >= 0) & (snapshot.mentoring.n_mentored[scored.rows] >= capacity))


def _full_facts(question: Question, provider: int) -> Facts:
    return {"capacity": int(question.snapshot.actors.capacity[provider])}


def _declined_lately(question: Question, scored: Scored) -> Mask:
    declined = introductions_of(question).declined
    return _among(scored, [other for other, last in declined.items() if last.keeps_away])


def _declined_facts(question: Question, provider: int) -> Facts:
    last = introductions_of(question).declined[provider]
    return {"declined": last.day.isoformat(), "unchanged": last.profile_kept}


def _introduced_already(question: Question, scored: Scored) -> Mask:
    return _among(scored, list(introductions_of(question).open_or_accepted))


def _introduced_facts(question: Question, provider: int) -> Facts:
    introductions = introductions_of(question)
    accepted = introductions.accepted.get(provider)
    asked = introductions.open_or_accepted[provider].isoformat()
    return {"asked": asked, "accepted": accepted.isoformat() if accepted else ""}


def _gains_nothing(question: Question, scored: Scored) -> Mask:
    """Whether a side that must gain (both for peers, else the seeker) goes away with nothing."""
    met, served = scored.value("need_met") > 0, scored.value("need_served") > 0
    if question.kind is Kind.CALL:
        return ~_answers(question, scored)
    ground = _shared_ground(question, scored)
    if question.kind is Kind.PEER:
        return np.asarray(~(ground | (met & (served | _unknown_return(question, scored)))))
    if question.kind is Kind.MENTOR and len(question.profile.needs.skills):
        return ~met  # who says what it needs is not sent to a mentor who cannot help with it
    return np.asarray(~(met | ground))


def _answers(question: Question, scored: Scored) -> Mask:
    """Whether a provider can answer a call: by a skill it asks for, or by what it says, did or is called.

    Where no skill was recognised, whoever is near or does the same is better than nobody.
    """
    answers = (
        (scored.value("need_met") > 0)
        | (scored.value("text") >= SAME_WORDS)
        | (scored.value("similar_projects") >= SAME_PROJECTS)
        | (scored.value("mention") >= NAMED)
    )
    if len(question.profile.needs.skills):
        return np.asarray(answers)
    return np.asarray(answers | _shared_ground(question, scored))


def _gain_facts(question: Question, provider: int) -> Facts:
    """Which side gains nothing; whoever breaks this rule shares no ground either."""
    met = bool(need_met_facts(question, provider)["skills"])
    served = bool(need_served_facts(question, provider)["skills"])
    if met:
        return {"side": "provider"}
    return {"side": "seeker" if served or question.kind is Kind.MENTOR else "both"}


def _is_far_without_need(question: Question, scored: Scored) -> Mask:
    """Whether a body beyond the voivodeship and its surroundings and the seeker have no skill for each other.

    A library helps the place it stands in: a sphere in common far away is no reason to ask it.
    """
    helps = (scored.value("need_met") > 0) | (scored.value("need_served") > 0)
    return np.asarray(~helps & far_rows(question, scored.rows))


def _far_facts(question: Question, provider: int) -> Facts:
    return {"km": place_facts(question, provider)["km"]}


def _unknown_return(question: Question, scored: Scored) -> Mask:
    """Whether it is not known if the seeker has something that the provider needs."""
    snapshot = question.snapshot
    if not question.profile.offers_known:
        return np.ones(len(scored.rows), dtype=bool)
    pointers = snapshot.needs.indptr
    return np.asarray(pointers[scored.rows] == pointers[scored.rows + 1])


def _shared_ground(question: Question, scored: Scored) -> Mask:
    together = (scored.value("sphere") > 0) | (scored.value("contacts") > 0)
    return np.asarray(together | near_rows(question, scored.rows))


def _is_outside_component(question: Question, scored: Scored) -> Mask:
    if question.component is None:
        return np.zeros(len(scored.rows), dtype=bool)
    return np.asarray((scored.value("need_met") <= 0) & (scored.value("need_served") <= 0))


def _has_more_against(question: Question, scored: Scored) -> Mask:
    """Whether it sums to nothing or less, or to less than nothing for the seeker; a short answer beats a filler."""
    return np.asarray((scored.scores <= 0) | (scored.seeker_scores() < 0))


def _component_facts(question: Question, provider: int) -> Facts:
    return {"component": question.component or ""}


def _among(scored: Scored, actors: Sequence[int] | Rows) -> Mask:
    """Which of the scored providers, whose rows ascend, are among a few actors."""
    among = np.zeros(len(scored.rows), dtype=bool)
    few = np.asarray(actors, dtype=scored.rows.dtype)
    places = np.searchsorted(scored.rows, few)
    there = places < len(among)
    places = places[there]
    among[places[scored.rows[places] == few[there]]] = True
    return among


def _no_facts(question: Question, provider: int) -> Facts:
    return {}


# From which values on words, projects and names answer a call in which a skill was recognised.
SAME_WORDS, SAME_PROJECTS, NAMED = 0.15, 0.3, 0.5

_ALL = tuple(Kind)
_OF_GAIN = ("nothing_to_gain", "far_without_need", "more_against")
_WITHOUT_MENTORS = (Kind.PEER, Kind.PARTNER)
# The rules that another profile of the seeker would satisfy.
OF_PROFILE = frozenset((*_OF_GAIN, "outside_component"))

RULES: tuple[Rule, ...] = (
    Rule("self", _ALL, _is_self, _no_facts),
    Rule("wrong_role", _ALL, _has_another_role, _no_facts),
    Rule("not_in_network", _ALL, _is_away, _away_facts),
    Rule("already_partners", _WITHOUT_MENTORS, _worked_together, _together_facts),
    Rule("already_mentoring", (Kind.MENTOR,), _is_mentoring_already, _no_facts),
    Rule("at_capacity", (Kind.MENTOR, Kind.CALL), _is_full, _full_facts),
    Rule("declined_lately", _ALL, _declined_lately, _declined_facts),
    Rule("introduced_already", _ALL, _introduced_already, _introduced_facts),
    Rule("outside_component", _ALL, _is_outside_component, _component_facts),
    Rule("nothing_to_gain", _ALL, _gains_nothing, _gain_facts),
    Rule("far_without_need", (Kind.PARTNER,), _is_far_without_need, _far_facts),
    Rule("more_against", _ALL, _has_more_against, _no_facts),
)
