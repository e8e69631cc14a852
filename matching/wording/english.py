"""English sentences; the seeker is addressed as "you"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matching.results import Band
from matching.wording import english_signals
from matching.wording.english_places import place
from matching.wording.said import Said

BANDS: Mapping[Band, str] = {
    Band.STRONG: "strong match",
    Band.GOOD: "good match",
    Band.POSSIBLE: "possible match",
}

_COMPONENTS = {
    "training": "training",
    "network": "network building",
    "strategy": "strategy planning",
    "image": "image building",
}
_FIELDS = {
    "needs": "what you need",
    "region": "where you work",
    "offers": "what you can offer to others",
    "spheres": "what you do",
}
_CHANGED = {
    "needs": "needs",
    "offers": "offers",
    "regions": "where it works",
    "spheres": "what it does",
    "online": "work online",
    "languages": "languages",
    "capacity": "how many it can support",
}
_ROLES = {
    "peer": "another organisation",
    "mentor": "a mentor",
    "partner": "a partner of another sector",
    "call": "an organisation, mentor or partner",
}
_NOBODY = {
    "peer": "other organisation",
    "mentor": "mentor",
    "partner": "partner of another sector",
    "call": "organisation, mentor or partner",
}
_LANGUAGES = {
    "pl": "Polish",
    "en": "English",
    "uk": "Ukrainian",
    "de": "German",
    "ru": "Russian",
    "be": "Belarusian",
    "fr": "French",
    "lt": "Lithuanian",
    "cs": "Czech",
    "sk": "Slovak",
    "es": "Spanish",
}


def _languages(said: Said) -> str:
    mine, theirs = (", ".join(_LANGUAGES.get(c, c) for c in said.ids(side)) for side in ("seeker", "provider"))
    return f"You share no working language (you: {mine}; the other side: {theirs})."


def _spheres(said: Said) -> str:
    noun = "sphere" if len(said.ids("spheres")) == 1 else "spheres"
    return f"You share the {noun} {said.names.spheres(said.ids('spheres'))}."


def _not_in_network(said: Said) -> str:
    if left := said.day("left"):
        return f"{said.provider_first} left the network on {left}."
    return f"{said.provider_first} is not in the network yet (joins on {said.day('joins')})."


def _already_partners(said: Said) -> str:
    if said.facts["ongoing"]:
        return f"{said.provider_first} and you already work together."
    return f"{said.provider_first} and you know each other: you last worked together on {said.day('last_day')}."


def _declined_lately(said: Said) -> str:
    if said.facts["unchanged"]:
        return (
            f"This introduction was declined on {said.day('declined')}; neither profile has changed since. "
            "It will be considered again once needs, offers, places or the like of either side change."
        )
    return f"This introduction was declined lately ({said.day('declined')})."


def _introduced_already(said: Said) -> str:
    if said.text("accepted"):
        return f"You have been introduced already (accepted on {said.day('accepted')})."
    return f"This introduction has been asked for already ({said.day('asked')}) and waits for an answer."


def _if_all_of_this(said: Said) -> str:
    needed, offered = said.ids("needed"), said.ids("offered")
    parts = [
        *([f"you also looked for this: {said.names.skills(needed)}"] if needed else []),
        *([f"you also offered this: {said.names.skills(offered)}"] if offered else []),
        *(["your profile said that you also work online"] if said.facts["online"] else []),
    ]
    return f"Only all of this together: if {', and if '.join(parts)}."


def _declined_before(said: Said) -> str:
    sides = (("on your side", said.ids("yours")), ("on the other side", said.ids("theirs")))
    changed = [f"{side} – {', '.join(_CHANGED[field] for field in fields)}" for side, fields in sides if fields]
    since = f" Since then this has changed: {'; '.join(changed)}." if changed else ""
    return f"This introduction was declined on {said.day('declined')}.{since}"


def _capacity_unknown(said: Said) -> str:
    n = said.number("n_mentored")
    now = "1 organisation" if n == 1 else f"{n or 'no'} organisations"
    return f"We do not know how many organisations they take; they support {now} now. Better ask first."


def _nothing_to_gain(said: Said) -> str:
    missing = {
        "seeker": f"{said.provider_first} offers nothing that you need",
        "provider": f"You offer nothing that {said.provider} needs",
        "both": "Neither side offers what the other needs",
    }
    return f"{missing[said.text('side')]}, and you share no sphere, place or contact."


def _component(said: Said) -> str:
    return _COMPONENTS.get(said.text("component"), "")


def _needs_missing(said: Said) -> str:
    where = f" in {_component(said)}" if said.text("component") else ""
    return (
        f"You have not said what you need{where}, so these rest on place, sphere and contacts. "
        "Adding your needs to the profile would help most."
    )


def _field_hint(said: Said) -> str:
    field = _FIELDS.get(said.text("field"))
    return f" Adding {field} to your profile would help most." if field else ""


def _few(said: Said) -> str:
    n = said.number("n_eligible")
    found = "only 1 suggestion fits" if n == 1 else f"only {n} suggestions fit"
    return f"For now {found}.{_field_hint(said)}"


def _nobody_related(said: Said) -> str:
    hint = _field_hint(said) or " Add further needs, or regions you work in."
    return f"Nobody in the network offers what you need or works near you yet.{hint}"


def _far_without_need(said: Said) -> str:
    km = said.number("km")
    return f"It is far{f' (about {km} km)' if km >= 0 else ''}, and neither side has what the other looks for."


_EXCLUDED_BY = {
    "self": "Nobody in the network but yourselves would fit. Add further needs, or regions you work in.",
    "wrong_role": "Nobody in this role fits. Try another kind of suggestion.",
    "not_in_network": "Everybody who would fit has left the network. Try another kind of suggestion.",
    "already_partners": "You already work with, or know, everybody who fits. Add new needs and we look further.",
    "already_mentoring": "The mentors who fit support you already. Add new needs.",
    "at_capacity": "All mentors who fit are full. Ask the coordinator for a place in the next round.",
    "declined_lately": "The introductions that fit were declined. They return when needs, offers or places of work "
    "change in either profile.",
    "introduced_already": "You have been introduced to everybody who fits, or have asked to be. Wait for the answer.",
    "outside_component": "Nobody offers what you need in this part of the programme. Ask about all parts at once.",
    "nothing_to_gain": "Nobody offers what you need yet. Add other needs, or try another kind of suggestion.",
    "far_without_need": "The partners you have something in common with are far away and cannot offer what you need. "
    "Add new needs, or regions you work in.",
    "more_against": "Those who fit are too far away. Add new needs, or say in the profile that you work online.",
}

SENTENCES: Mapping[str, Callable[[Said], str]] = {
    # Signals.
    "need_met": lambda s: f"{s.provider_first} offers what you need: {s.names.skills(s.ids('skills'))}.",
    "need_served": lambda s: f"You can help with what {s.provider} looks for: {s.names.skills(s.ids('skills'))}.",
    "place": place,
    "sphere": _spheres,
    "free_places": lambda s: (
        f"Takes further organisations: {s.number('n_free')} of {s.number('capacity')} places free."
    ),
    "languages": _languages,
    **english_signals.SENTENCES,
    # What the list adds.
    "exposure": lambda s: (
        f"In the last weeks {s.number('n_seekers')} others were shown this suggestion, so it moves down a little "
        "and gives the rest a chance."
    ),
    "diversity": lambda s: (
        f"It is like another suggestion of this list ({s.names.actor(s.text('like_id'))}), so it moves down a little."
    ),
    "newcomer": lambda s: "Two places in ten are kept for those who are new to the network or little known.",
    "unseen": lambda s: "Nobody was shown this suggestion yet; the last places of the list are kept for such.",
    # Why a pair is not listed, and what would list it.
    "shown_often": lambda s: (
        f"So many others ({s.number('n_seekers')}) were shown this suggestion lately that the rest go first."
    ),
    "place_for_another": lambda s: (
        "It was very close: the place went to somebody little known, or less like the rest of the list."
    ),
    "if_you_needed": lambda s: f"If you also looked for this: {s.names.skills(s.ids('skills'))}.",
    "if_you_offered": lambda s: f"If you also offered this: {s.names.skills(s.ids('skills'))}.",
    "if_you_worked_online": lambda s: "If your profile said that you also work online.",
    "if_all_of_this": _if_all_of_this,
    # Rules.
    "self": lambda s: "That is yourselves.",
    "wrong_role": lambda s: f"{s.provider_first} is not {_ROLES[s.text('kind')]}.",
    "not_in_network": _not_in_network,
    "already_partners": _already_partners,
    "already_mentoring": lambda s: f"{s.provider_first} supports you already.",
    "at_capacity": lambda s: f"{s.provider_first} has no free place (of {s.number('capacity')}).",
    "declined_lately": _declined_lately,
    "introduced_already": _introduced_already,
    "outside_component": lambda s: f"Neither side looks for what the other offers in {_component(s)}.",
    "nothing_to_gain": _nothing_to_gain,
    "far_without_need": _far_without_need,
    "more_against": lambda s: "More speaks against it than for it: distance or language outweigh the gains.",
    # Caveats.
    "offers_unknown": lambda s: f"{s.provider_first} does not say yet what it offers to others.",
    "needs_unknown": lambda s: f"We do not know what {s.provider} looks for.",
    "own_offers_unknown": lambda s: (
        f"You have not said what you offer, so we do not know what {s.provider} would gain."
    ),
    "no_need_met": lambda s: "It would not meet any of your needs directly.",
    "nothing_in_return": lambda s: f"You offer nothing that {s.provider} looks for.",
    "region_unknown": lambda s: f"We do not know where {s.provider} works.",
    "far_and_not_online": lambda s: (
        f"It is far (about {s.number('km')} km), and at least one side does not say that it works online."
    ),
    "capacity_unknown": _capacity_unknown,
    "last_free_place": lambda s: "The last free place.",
    "mentored_before": lambda s: f"You have worked together before (until {s.day('last_day')}).",
    "declined_before": _declined_before,
    "joined_lately": lambda s: f"New in the network ({s.day('joined')}), so little is known yet.",
    "no_contacts": lambda s: f"{s.provider_first} has no recorded cooperation in the network yet.",
    # Notes.
    "seeker_is_no_organisation": lambda s: (
        f"Suggestions are made for organisations and informal groups, and {s.seeker} is neither. "
        "Choose an organisation, or add this role to the profile."
    ),
    "seeker_not_in_network": lambda s: (
        f"{s.seeker} is not in the network now, so there are no suggestions. "
        "Check the days of joining and leaving in the profile."
    ),
    "needs_missing": _needs_missing,
    "region_missing": lambda s: (
        "You have not said where you work, so distance does not count here. "
        "Adding your region to the profile would help most."
    ),
    "few": _few,
    "nobody_in_role": lambda s: (
        f"There is no {_NOBODY[s.text('kind')]} in the network yet. Come back when it has grown."
    ),
    "nobody_related": _nobody_related,
    "call_without_place": lambda s: (
        "You gave no place, so distance does not count here. Add a region, or say who asks."
    ),
    "call_not_understood": lambda s: (
        "We recognised no skill in your words, so these are only the nearest in place and work. "
        "Name in plain words what you need help with, such as “writing a grant application”."
    ),
    "call_unanswered": lambda s: (
        "Nobody in the network can answer this yet. Say it in other words, add a place, or ask the coordinator."
    ),
    "profile_empty": lambda s: f"We know too little about you for an honest suggestion.{_field_hint(s)}",
    "everybody_excluded": lambda s: _EXCLUDED_BY[s.text("rule")],
}
