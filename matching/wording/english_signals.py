"""English sentences of what past projects, events, words and kinds tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matching.wording.said import Said


def _projects(said: Said, what: str = "joint project") -> str:
    n = said.number("n_projects")
    return f"{n} {what}{'' if n == 1 else 's'}"


def _experience_gap(said: Said) -> str:
    yours, theirs = said.number("seeker"), said.number("provider")
    if said.similar_experience:
        return f"Your experience is similar (your projects: {yours}, theirs: {theirs})."
    return f"Your experience differs (your projects: {yours}, theirs: {theirs}), so you can learn from each other."


def _events(said: Said) -> str:
    where = "an event" if len(said.ids("events")) == 1 else "events"
    return f"You have met at {where} already: {said.names.quoted(said.ids('events'))}."


def _text(said: Said) -> str:
    listed = said.names.quoted(said.ids("words"))
    if listed and said.facts.get("asked"):
        return f"Their description or projects mention what you ask about: {listed}."
    same = "the same word" if len(said.ids("words")) == 1 else "the same words"
    return f"The descriptions use {same}: {listed}." if listed else "The descriptions are alike."


def _contacts(said: Said) -> str:
    noun = "contact" if len(said.ids("contacts")) == 1 else "contacts"
    return f"You share the {noun} {said.names.actors(said.ids('contacts'))}."


def _walk(said: Said) -> str:
    steps = said.number("steps")
    if steps == 2:  # by a common contact
        return _contacts(said)
    return {
        1: "You have worked together before.",
        3: "You are close in the network: your contacts know each other.",
    }.get(steps, "Contacts of contacts lead from you to them.")


def _sector(said: Said) -> str:
    often = "more" if said.contribution > 0 else "less"
    return f"Two such kinds of organisation run projects together {often} often than chance would have it."


def _kind_activity(said: Said) -> str:
    often = "more" if said.contribution > 0 else "less"
    return f"Organisations of this kind take part in joint projects {often} often than others."


def _regions(said: Said) -> str:
    mine, theirs = (said.names.voivodeship(said.text(side)) for side in ("seeker_region", "provider_region"))
    often = "more" if said.contribution > 0 else "less"
    if mine == theirs:
        return (
            f"Organisations of one voivodeship ({mine}) run projects together {often} often than chance would have it."
        )
    return (
        f"Organisations of your two voivodeships ({mine}, {theirs}) run projects together {often} often than by chance."
    )


SENTENCES: Mapping[str, Callable[[Said], str]] = {
    "contacts": _contacts,
    "events": _events,
    "experience_gap": _experience_gap,
    "text": _text,
    "names": lambda s: f"Both names say {s.names.quoted(s.ids('words'))}.",
    "mention": lambda s: f"Your words name them: {s.names.quoted(s.ids('words'))}.",
    "walk": _walk,
    "similar_projects": lambda s: f"{s.provider_first} knows projects like this: {s.names.quoted(s.ids('projects'))}.",
    "theme": lambda s: f"Their projects had the same themes: {s.names.spheres(s.ids('spheres'))}.",
    "activity": lambda s: f"{s.provider_first} has taken part in {_projects(s)}.",
    "lead": lambda s: f"{s.provider_first} has led {_projects(s)}.",
    "recency": lambda s: f"{s.provider_first}: the latest joint project began on {s.day('began')}.",
    "sector": _sector,
    "kind_activity": _kind_activity,
    "regions": _regions,
}
