"""Who stands alone, as tables of a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click

from web.cli.plain_tables import show_part, show_table, with_id
from web.services.growth.numbers import count_text
from web.services.growth.standing_alone import AloneAnswer, alone_json

_WORDS: dict[str, dict[str, Any]] = {
    "pl": {
        "isolates": "Bez żadnego kontaktu: {n}; pokazane: {shown}.",
        "isolates_columns": ("Uczestnik", "Gdzie", "W sieci od", "Ostatni kontakt", "Poza tą częścią"),
        "free_mentors": "Osoby mentorskie, które nikogo teraz nie prowadzą: {n}; pokazane: {shown}.",
        "free_mentors_columns": ("Osoba mentorska", "Gdzie", "W sieci od", "Ostatni kontakt"),
        "waiting": "Nowi, od co najmniej {months} mies. w sieci i wciąż bez pierwszego kontaktu: {n}; "
        "pokazane: {shown}.",
        "waiting_columns": ("Uczestnik", "Gdzie", "W sieci od"),
        "losing": "Mniej kontaktów niż {since}: {n}; pokazane: {shown}.",
        "losing_columns": ("Uczestnik", "Gdzie", "Było", "Jest", "Zakończone kontakty"),
        "nobody": "Nikt nie stoi tu z boku: każdy ma kontakty i nikt ich nie traci.",
        "unlinked": ("Regiony, w których nikt nie ma kontaktów", "Sfery, w których nikt nie ma kontaktów"),
        "closed": ("Regiony bez kontaktów z resztą", "Sfery bez kontaktów z resztą"),
        "empty": ("Regiony, z których nikogo nie ma", "Sfery, w których nikt nie działa"),
    },
    "en": {
        "isolates": "Without any contact: {n}; shown: {shown}.",
        "isolates_columns": ("Member", "Where", "Joined", "Last contact", "Outside this part"),
        "free_mentors": "Mentors without an organisation just now: {n}; shown: {shown}.",
        "free_mentors_columns": ("Mentor", "Where", "Joined", "Last contact"),
        "waiting": "Newcomers who joined at least {months} months ago, still without a first contact: {n}; "
        "shown: {shown}.",
        "waiting_columns": ("Member", "Where", "Joined"),
        "losing": "With fewer contacts than on {since}: {n}; shown: {shown}.",
        "losing_columns": ("Member", "Where", "Then", "Now", "Contacts that ended"),
        "nobody": "Nobody stands alone here: everybody has contacts, and nobody is losing them.",
        "unlinked": ("Regions where nobody has a contact", "Spheres in which nobody has a contact"),
        "closed": ("Regions without contacts to the rest", "Spheres without contacts to the rest"),
        "empty": ("Regions that nobody is from", "Spheres in which nobody works"),
    },
}
_STANDINGS = ("unlinked", "closed", "empty")
_N_ENDED = 3
_LISTS: dict[str, tuple[Callable[[dict[str, Any]], list[str]], set[int]]] = {
    "isolates": (
        lambda one: [
            _name(one),
            one["region"],
            str(one["joined"]),
            str(one["last_contact"] or "–"),
            str(one["n_outside"]),
        ],
        {2, 3, 4},
    ),
    "free_mentors": (
        lambda one: [_name(one), one["region"], str(one["joined"]), str(one["last_contact"] or "–")],
        {2, 3},
    ),
    "waiting": (lambda one: [_name(one), one["region"], str(one["joined"])], {2}),
    "losing": (lambda one: [_name(one), one["region"], str(one["n_then"]), str(one["n_now"]), _ended(one)], {2, 3}),
}


def show_alone(answer: AloneAnswer, language: str, k: int | None) -> None:
    """Print the k first of each list, then voivodeships and spheres without links."""
    words, told = _WORDS[language], alone_json(answer, language, k=k)
    if not show_part(answer.part, language):
        return
    for name, (row_of, numbers) in _LISTS.items():
        if not told[name]:
            continue
        columns, rows = words[f"{name}_columns"], [row_of(one) for one in told[name]]
        if name == "isolates" and answer.part.scope.is_everything:
            columns, rows = columns[:-1], [row[:-1] for row in rows]
        click.echo("")
        n, shown = (count_text(count, language) for count in (told[f"n_{name}"], len(rows)))
        click.echo(words[name].format(n=n, shown=shown, months=answer.n_months, since=told["losing_since"]))
        show_table(columns, rows, numbers)
    if not any(told[name] for name in _LISTS if name != "free_mentors"):
        click.echo(words["nobody"])
    for line in _group_lines(told, words):
        click.echo(line)


def _group_lines(told: dict[str, Any], words: dict[str, Any]) -> Iterator[str]:
    """Voivodeships and spheres by how they stand, in a line each; none where nobody is in the network."""
    if not told["n_actors"]:
        return
    for standing in _STANDINGS:
        for at, kind in enumerate(("regions", "spheres")):
            labels = [one["label"] for one in told[kind] if one["standing"] == standing]
            if labels:
                yield f"{words[standing][at]}: {', '.join(labels)}."


def _name(one: dict[str, Any]) -> str:
    return with_id(one["name"], one["actor_id"])


def _ended(one: dict[str, Any]) -> str:
    names = [ended["name"] for ended in one["ended_with"]]
    return ", ".join(names[:_N_ENDED]) + (" …" if len(names) > _N_ENDED else "")
