"""Suggestions as a table: for each organisation who, with how much it speaks for them, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.snapshot import Snapshot
from matching.results import Kind
from web.ogniwo import Ogniwo
from web.services.exporting.sheets import Sheet
from web.services.suggesting import answered
from web.services.suggesting_all import seekers_of
from web.services.wording import Wording

_HEADERS = {
    "pl": ("dla kogo", "nazwa", "kto", "nazwa proponowanych", "rodzaj", "miejsce", "wynik", "ocena", "powody"),
    "en": ("for whom", "name", "who", "name of the one suggested", "kind", "rank", "score", "fit", "reasons"),
}


def suggestions(
    ogniwo: Ogniwo, language: str, *, kind: Kind = Kind.PEER, k: int = 3, seekers: Iterable[str] | None = None
) -> Sheet:
    """The best `k` for each organisation (or for these), in order of id; nothing is counted as shown."""
    snapshot = ogniwo.snapshot()
    wording = Wording.of(ogniwo, snapshot, language)
    chosen = seekers_of(snapshot).tolist() if seekers is None else seekers
    return Sheet("suggestions", _HEADERS[language], _rows(ogniwo, snapshot, wording, kind, k, chosen))


def _rows(
    ogniwo: Ogniwo, snapshot: Snapshot, wording: Wording, kind: Kind, k: int, seekers: Iterable[str]
) -> Iterator[list[str]]:
    for seeker in seekers:
        answer = answered(ogniwo, snapshot, seeker, kind, k=k, component=None)
        for one in answer.suggestions:
            reasons = "\n".join(wording.sentence(reason) for reason in one.reasons)
            yield [
                *(seeker, wording.card(seeker).name, one.provider_id, wording.card(one.provider_id).name),
                *(kind.value, str(one.rank), f"{one.score:.2f}", one.band.value, reasons),
            ]
