"""Matching a cohort: a draft made of what is kept and settled, checked, and kept in the office."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from matching.assignment.solving import Progress
from matching.cohorts.drafting import ANYTHING, Draft, DraftPair, Wanted, make_draft
from matching.cohorts.rule_book import RuleBook, read_setting
from matching.cohorts.wishes import Pair
from web.office import cohorts
from web.office.cohorts import Cohort, KeptDraft
from web.ogniwo import Ogniwo
from web.services.cohorts.changing import Change, Signature, change
from web.services.cohorts.errors import CohortChanged
from web.services.cohorts.reading import Standing, draft_of, pairs_of, read_standing, standing
from web.services.cohorts.states import Step, after


def match(
    ogniwo: Ogniwo,
    cohort_id: str,
    wanted: Wanted = ANYTHING,
    *,
    by: str,
    reason: str,
    progress: Progress | None = None,
) -> tuple[Cohort, KeptDraft]:
    """The cohort with its draft, solved and checked. Matched again with nothing changed, it is the same draft.

    Raises
    ------
    ContradictoryWishes, InvalidOption
        As `matching.cohorts.drafting.make_draft` raises them.
    Unverified
        The answer did not pass its checks, and is not kept.
    CohortChanged
        Somebody settled something while it was worked out.
    UnknownCohort, ForbiddenCohortStep, WrongFields
    """
    signature = Signature.of(by, reason)
    now = read_standing(ogniwo, cohort_id)
    after(cohort_id, now.cohort.state, Step.MATCH)
    with ogniwo.office.reading() as connection:
        before = draft_of(connection, now.cohort)
    options = {"objective": wanted.objective.value, "keep": wanted.keep}
    made_of = _made_of(now, options)
    if before is not None and before.made_of == made_of and before.result["status"] == "optimal":
        return now.cohort, before
    found = solve(ogniwo, now, wanted, before, progress=progress)
    kept: list[KeptDraft] = []

    def keep(made: Change) -> None:
        then = standing(made.connection, cohort_id)
        if then.fingerprint != now.fingerprint or then.cohort.draft != now.cohort.draft:
            raise CohortChanged(cohort_id)
        result = {"made_of": now.fingerprint, "options": options, **draft_json(found)}
        draft = KeptDraft(cohort_id, datetime.now(UTC), signature.by, signature.reason, made_of, result)
        kept[:] = [cohorts.add_draft(made.connection, draft)]
        made.cohort = replace(made.cohort, draft=kept[0].number)
        made.details |= {"draft": kept[0].number, **options, **result["reached"]}

    return change(ogniwo, cohort_id, Step.MATCH, "match", signature, keep), kept[0]


def solve(
    ogniwo: Ogniwo,
    now: Standing,
    wanted: Wanted,
    before: KeptDraft | None = None,
    *,
    book: RuleBook | None = None,
    progress: Progress | None = None,
) -> Draft:
    """The draft that these rules give (those that are set, if none are given); nothing is kept."""
    return make_draft(
        ogniwo.snapshot(),
        now.weighed,
        book or now.book,
        now.wishes,
        wanted,
        kept=frozenset(pairs_of(before)),
        published=_published(ogniwo, now),
        progress=progress,
    )


def with_rules(book: RuleBook, settings: Collection[str]) -> RuleBook:
    """The book with some rules set otherwise, each written ``RULE=SETTING``.

    Raises
    ------
    InvalidOption
    """
    for one in settings:
        rule, _, text = one.partition("=")
        book = book.switched(rule, read_setting(rule, text))
    return book


def draft_json(draft: Draft) -> dict[str, Any]:
    """A draft as JSON values: pairs in log-odds; what was reached and the bound in millionths, as the solvers count."""
    counted = asdict(draft.verification)
    return {
        "objective": draft.objective.value,
        "status": draft.status,
        "bound": draft.bound,
        "seconds": draft.seconds,
        "reached": {name: counted[name] for name in ("placed", "pairs", "total", "worst", "shortfall", "kept")},
        "verified": {
            "gap": draft.verification.gap,
            "gaps": draft.verification.gaps,
            "blocking_pairs": draft.verification.blocking_pairs,
        },
        "pairs": [_pair_json(pair) for pair in draft.pairs],
        "unplaced": [asdict(one) for one in draft.unplaced],
        "crowded": [asdict(one) for one in draft.crowded],
        "amended": asdict(draft.amended) if draft.amended else None,
    }


def _pair_json(pair: DraftPair) -> dict[str, Any]:
    reasons = [
        {"signal": one.signal, "side": one.side, "contribution": one.contribution, "facts": dict(one.facts)}
        for one in pair.reasons
    ]
    return {**asdict(replace(pair, reasons=())), "reasons": reasons}


def _made_of(now: Standing, options: dict[str, Any]) -> str:
    """Equal for what gives the same draft: what is best with a bonus for former pairs is so with one for its own."""
    return sha256(json.dumps({**options, "settled": now.fingerprint}, sort_keys=True).encode()).hexdigest()


def _published(ogniwo: Ogniwo, now: Standing) -> frozenset[Pair] | None:
    if now.cohort.published is None:
        return None
    with ogniwo.office.reading() as connection:
        return frozenset(pairs_of(draft_of(connection, now.cohort, now.cohort.published)))
