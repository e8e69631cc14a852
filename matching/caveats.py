"""What speaks against a suggestion or is not known, said openly beside its reasons."""

from __future__ import annotations

from collections.abc import Iterator

from graph.snapshot.columns import UNKNOWN, date_of
from graph.snapshot.matrices import row_of_matrix
from matching.closeness import regions_of
from matching.pair_history import introductions_of, last_days_together, mentored_by
from matching.questions import Question
from matching.results import Caveat, Fact, Kind
from matching.scoring import Scored
from matching.signals.place import place_facts

FAR_KM = 60  # farther is more than an hour's way, so a meeting takes half a day


def caveats_of(question: Question, scored: Scored, position: int) -> tuple[Caveat, ...]:
    """The caveats of the provider at this position, the weightiest first."""
    provider = int(scored.rows[position])
    named = {"provider_id": str(question.snapshot.actors.ids[provider])}
    found = (
        *_about_skills(question, scored, position),
        *_about_place(question, provider),
        *_about_mentor(question, provider),
        *_about_history(question, provider),
        *_about_experience(question, provider),
    )
    return tuple(Caveat(caveat.code, {**named, **caveat.facts}) for caveat in found)


def _about_skills(question: Question, scored: Scored, position: int) -> Iterator[Caveat]:
    snapshot, provider = question.snapshot, int(scored.rows[position])
    if not len(row_of_matrix(snapshot.offers, provider)[0]):
        yield Caveat("offers_unknown", {})
    elif len(question.profile.needs.skills) and scored.value("need_met")[position] <= 0:
        yield Caveat("no_need_met", {})
    if question.kind is Kind.MENTOR:
        return
    if not len(row_of_matrix(snapshot.needs, provider)[0]):
        yield Caveat("needs_unknown", {})
    elif not question.profile.offers_known:
        yield Caveat("own_offers_unknown", {})
    elif scored.value("need_served")[position] <= 0:
        yield Caveat("nothing_in_return", {})


def _about_place(question: Question, provider: int) -> Iterator[Caveat]:
    snapshot = question.snapshot
    if not len(regions_of(snapshot, provider)):
        yield Caveat("region_unknown", {})
        return
    facts = place_facts(question, provider)
    distant = facts["relation"] == "elsewhere" and int(str(facts["km"])) > FAR_KM
    if distant and not facts["online"]:
        yield Caveat("far_and_not_online", {"km": facts["km"]})


def _about_mentor(question: Question, provider: int) -> Iterator[Caveat]:
    if question.kind is not Kind.MENTOR:
        return
    snapshot = question.snapshot
    capacity, n_mentored = int(snapshot.actors.capacity[provider]), int(snapshot.mentoring.n_mentored[provider])
    if capacity == UNKNOWN:
        yield Caveat("capacity_unknown", {"n_mentored": n_mentored})
    elif capacity - n_mentored == 1 < capacity:
        yield Caveat("last_free_place", {"capacity": capacity})
    if provider in mentored_by(question, ongoing_only=False):
        yield Caveat("mentored_before", {"last_day": str(date_of(int(last_days_together(question)[provider])))})


def _about_history(question: Question, provider: int) -> Iterator[Caveat]:
    last = introductions_of(question).declined.get(provider)
    if last is not None and not last.keeps_away:
        changed: dict[str, Fact] = {"yours": last.seeker_changed, "theirs": last.provider_changed}
        yield Caveat("declined_before", {"declined": last.day.isoformat(), **changed})


def _about_experience(question: Question, provider: int) -> Iterator[Caveat]:
    snapshot = question.snapshot
    joined = int(snapshot.actors.joined[provider])
    if 0 <= snapshot.day - joined < question.options.newcomer_days:
        yield Caveat("joined_lately", {"joined": str(date_of(joined))})
    elif snapshot.contacts.n_contacts[provider] == 0:
        yield Caveat("no_contacts", {})
