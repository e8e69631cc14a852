"""What the scripts of the map say, in the reader's language."""

from __future__ import annotations

from flask_babel import get_locale, gettext

from web import labels
from web.services.growth.scope import KINDS


def words_of_map(*, drawn_only: bool = False) -> dict[str, object]:
    """Texts by the names that the scripts know them by; what stands in braces they fill in.

    With `drawn_only` not everybody is on the map, and counts are of those who are.
    """
    polish = str(get_locale()) == "pl"
    return {
        "language": "pl" if polish else "en-GB",
        "kinds": {kind: pair[0] if polish else pair[1] for kind, pair in KINDS.items()},
        "roles": {role: str(text) for role, text in labels.ROLES.items()},
        "mentor": gettext("Mentor {id}"),
        "counts": gettext("{year}: drawn members {n}, pairs in contact {pairs}, without any contact drawn {alone}.")
        if drawn_only
        else gettext("{year}: members {n}, pairs in contact {pairs}, without any contact {alone}."),
        "countsFound": gettext("Found by name: {found}."),
        "focus": gettext("{name}. {role}, contacts: {n}."),
        "picked": gettext("Chosen: {name}, contacts: {n}."),
        "cleared": gettext("Nothing is chosen."),
        "nothing": gettext("Nobody fits these filters in {year}. Take some away, or choose another year."),
        "noneFound": gettext("Nobody of that name is on the map."),
        "failed": gettext(
            "The map could not be loaded. The list below has the same; load the page again to try once more."
        ),
        "play": gettext("Play the years"),
        "pause": gettext("Stop"),
        "copied": gettext("The address of this view was copied."),
        "copyByHand": gettext("The address of this view stands in the browser’s address bar."),
        "contacts": gettext("In contact with"),
        "noContacts": gettext("No contacts in this year and with these filters."),
        "since": gettext("since {day}"),
        "between": gettext("{first} – {last}"),
        "member": gettext("in the network since {day}"),
        "memberUntil": gettext("in the network {first} – {last}"),
        "page": gettext("Open the page"),
        "why": gettext("Why they fit"),
        "more": gettext("and {n} more"),
        "close": gettext("Close"),
        "title": gettext("Map of the network"),
    }
