"""A cohort in the terminal: state, pairs with reasons, who is left, rules, comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from web.cli.cohort_opening import in_words, language_of
from web.cli.cohort_words import WORDS, number, said

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.cohorts.due import Due

N_REASONS = 3


def show(
    ogniwo: Ogniwo, cohort_id: str | None, more: dict[str, Any], *, draft: int | None = None, whole: bool = False
) -> None:
    """Print a cohort, or the list of all; with `whole` also its draft."""
    from web.cli.suggest import show as put_out
    from web.services.cohorts.report import listed, report

    language = language_of(ogniwo, more)
    if cohort_id is None:
        found = listed(ogniwo, language)
        put_out({"cohorts": found} if more["as_json"] else _listed(found, language))
        return
    told = report(ogniwo, cohort_id, language, draft=draft)
    put_out(told if more["as_json"] else _lines(told, language, whole=whole))


def show_effects(ogniwo: Ogniwo, cohort_id: str, more: dict[str, Any]) -> None:
    """Print the rules of a cohort, and once it is closed what each does."""
    from web.cli.suggest import show as put_out
    from web.services.cohorts.effects import rules_report

    language = language_of(ogniwo, more)
    told = rules_report(ogniwo, cohort_id, language)
    put_out(told if more["as_json"] else _rule_lines(told, language))


def show_comparison(ogniwo: Ogniwo, told: dict[str, Any], more: dict[str, Any]) -> None:
    """Print two sides and what changed."""
    from web.cli.suggest import show as put_out
    from web.services.wording import Wording

    language = language_of(ogniwo, more)
    if more["as_json"]:
        put_out(told)
    else:
        put_out(_comparison_lines(told, Wording.of(ogniwo, ogniwo.snapshot(), language)))


def show_due(ogniwo: Ogniwo, found: list[Due], more: dict[str, Any]) -> None:
    """Print what the timer did, and end with 1 where something failed."""
    import click

    from web.cli.suggest import show as put_out

    language = language_of(ogniwo, more)
    told = [_due_json(one, ogniwo, more) for one in found]
    if more["as_json"]:
        put_out({"due": told})
    else:
        put_out([_due_line(one, language) for one in told] or [WORDS[language]["nothing"]])
    if any(one["trouble"] for one in told):
        raise click.exceptions.Exit(1)


def show_waiting(ogniwo: Ogniwo, more: dict[str, Any]) -> None:
    """Print the waiting list."""
    from web.cli.suggest import show as put_out
    from web.services.cohorts.waiting import waiting_list

    language = language_of(ogniwo, more)
    told = waiting_list(ogniwo, language)
    put_out({"waiting": told} if more["as_json"] else _waiting_lines(told, language))


def _waiting_lines(told: list[dict[str, Any]], language: str) -> Iterator[str]:
    if not told:
        yield said("nobody_waits", language)
    for one in told:
        yield said("waits", language, **one)
        if one["joined"]:
            yield "    " + said("waits_in", language, cohorts=", ".join(each["name"] for each in one["joined"]))


def _due_json(one: Due, ogniwo: Ogniwo, more: dict[str, Any]) -> dict[str, Any]:
    told = {"cohort": one.cohort_id, "draft": one.draft, "trouble": ""}
    if one.trouble is not None:
        return told | {"trouble": in_words(one.trouble, ogniwo, more) or str(one.trouble)}
    return told | {"seekers": one.n_seekers, "placed": one.n_placed, "worst": one.worst}


def _due_line(one: dict[str, Any], language: str) -> str:
    if one["trouble"]:
        return said("trouble", language, **one)
    return said("due", language, **{**one, "worst": number(one["worst"], language)})


def _listed(found: list[dict[str, Any]], language: str) -> Iterator[str]:
    words = WORDS[language]
    for one in found:
        yield words["line"].format(**one)
        yield f"    {one['next_step']}"
    if not found:
        yield words["none"]


def _lines(told: dict[str, Any], language: str, *, whole: bool) -> Iterator[str]:
    words = WORDS[language]
    here = [one for one in told["members"] if not one["withdrawn_at"]]
    seekers = [one for one in here if one["side"] == "seeker"]
    mentors = [one for one in here if one["side"] == "mentor"]
    yield f"{told['name']} ({told['id']}) – {told['state_label']}"
    places = sum(one["places"] for one in mentors)
    yield words["members"].format(seekers=len(seekers), mentors=len(mentors), places=places)
    if gone := [one["name"] for one in told["members"] if one["withdrawn_at"]]:
        yield words["withdrawn"].format(names=", ".join(gone))
    if told["closes_on"] and told["state"] == "open":
        yield words["closes"].format(day=told["closes_on"])
    if told["settled_pairs"]:
        names = {one["id"]: one["name"] for one in told["members"]}
        yield words["settled"]
        for one in told["settled_pairs"]:
            named = {
                "seeker": names.get(one["seeker"], one["seeker"]),
                "mentor": names.get(one["mentor"], one["mentor"]),
            }
            yield "    " + words[one["kind"]].format(**{**one, **named})
    if told["draft_report"]:
        yield from _draft_lines(told, language, whole=whole)
    yield f"{words['next']} {told['next_step']}"


def _draft_lines(told: dict[str, Any], language: str, *, whole: bool) -> Iterator[str]:
    words, draft = WORDS[language], told["draft_report"]
    yield ""
    yield words["draft"].format(number=draft["number"], at=draft["at"][:16].replace("T", " "), by=draft["by"])
    if not draft["up_to_date"]:
        yield words["stale"].format(id=told["id"])
    reached = draft["reached"]
    numbers = {"total": number(reached["total"], language), "worst": number(reached["worst"], language)}
    yield words["reached"].format(**{**reached, **numbers}, seekers=reached["placed"] + len(draft["unplaced"]))
    yield _checked_line(draft, language)
    if reached["shortfall"]:
        yield words["shortfall"].format(n=reached["shortfall"])
    if draft["amended"]:
        yield draft["amended"]["sentence"]
        yield from (f"    {one['sentence']}" for one in (*draft["amended"]["forwarded"], *draft["amended"]["freed"]))
    if not whole:
        return
    for pair in draft["pairs"]:
        yield from _pair_lines(pair, language)
    if draft["unplaced"]:
        yield words["left"]
        yield from _left_lines(draft["unplaced"])
    yield from (f"    {one['sentence']}" for one in draft["crowded"])
    yield words["load"]
    yield from ("    " + words["load_line"].format(**one, id=one["mentor"]) for one in draft["mentor_loads"])


def _left_lines(unplaced: list[dict[str, Any]]) -> Iterator[str]:
    for one in unplaced:
        yield f"    {one['name']} ({one['seeker']}): {one['sentence']}"
        yield from (f"        {command}" for command in one["commands"])


def _checked_line(draft: dict[str, Any], language: str) -> str:
    words, verified = WORDS[language], draft["verified"]
    if draft["objective"] == "stable":
        return words["stable"]
    blocking = words["blocking"].format(n=verified["blocking_pairs"])
    if verified["gap"] == 0:
        return f"{words['proved']} {blocking}"
    return f"{words['bounded'].format(bound=number(draft['bound'], language))} {blocking}"


def _pair_lines(pair: dict[str, Any], language: str) -> Iterator[str]:
    from web.services.cohorts.words import strongest

    ends = [f"{pair[f'{side}_name']} ({pair[side]})" for side in ("seeker", "mentor")]
    yield f"  {' – '.join(ends)}: {number(pair['score'], language)}"
    shown = strongest([reason["contribution"] for reason in pair["reasons"]], N_REASONS)
    for reason in (one for one, first in zip(pair["reasons"], shown, strict=True) if first):
        yield f"      {number(reason['contribution'], language, signed=True):>6}  {reason['sentence']}"
    if len(pair["reasons"]) > N_REASONS:
        yield "              " + WORDS[language]["small"].format(n=len(pair["reasons"]) - N_REASONS)


def _rule_lines(told: dict[str, Any], language: str) -> Iterator[str]:
    words = WORDS[language]
    yield words["rules"]
    for one in told["rules"]:
        yield "  " + words["rule"].format(label=one["label"], level=one["level_label"]) + f"  [{one['rule']}]"
        if one["n_broken"] is None:
            continue
        yield "      " + _effect_line(one, language)
        if one["without_mentor"]:
            names = ", ".join(each["name"] for each in one["without_mentor"])
            yield "      " + words[f"without_{one['level']}"].format(names=names)
        yield "      " + _switched_line(one, told["now"], language)
    for kind in ("together", "apart"):
        yield from ("  " + words[kind].format(pair=" – ".join(pair)) for pair in told[kind])
    yield "  " + words["waiting"].format(bonus=number(told["waiting_bonus"], language))
    if told["now"] is None:
        yield words["not_closed"]


def _effect_line(one: dict[str, Any], language: str) -> str:
    if one["rule"] == "limit_per_mentor":
        return WORDS[language]["effect_of_limit"]
    name = f"effect_{one['level']}" if one["n_broken"] else f"no_effect_{one['level']}"
    return said(name, language, broken=one["n_broken"], alone=one["n_alone_excluded"])


def _switched_line(one: dict[str, Any], now: dict[str, Any], language: str) -> str:
    words, then = WORDS[language], one["outcome"]
    if then is None:
        return words["impossible"].format(level=one["switched_label"])
    if (then["placed"], then["pairs"]) == (now["placed"], now["pairs"]) and abs(then["total"] - now["total"]) < 1e-9:
        return words["switched_alike"].format(level=one["switched_label"])
    return words["switched"].format(
        level=one["switched_label"],
        placed=then["placed"],
        d_placed=number(then["placed"] - now["placed"], language, signed=True),
        total=number(then["total"], language),
        d_total=number(then["total"] - now["total"], language, signed=True),
    )


def _comparison_lines(told: dict[str, Any], wording: Any) -> Iterator[str]:
    language = wording.language
    words = WORDS[language]
    for side in (told["before"], told["after"]):
        numbers = {"total": number(side["total"], language), "worst": number(side["worst"], language)}
        yield words["compare"].format(**{**side, **numbers, "name": _side_name(side, language)})
    changes = told["changes"]
    yield words["same"].format(n=changes["same"])
    for kind in ("removed", "added"):
        for one in changes[kind]:
            named = {"seeker": wording.name(one["seeker"]), "mentor": wording.name(one["mentor"])}
            yield "  " + words[kind].format(**named, score=number(one["score"], language))
    for kind in ("newly_placed", "no_longer_placed"):
        if changes[kind]:
            yield words[kind].format(names=", ".join(wording.name(one) for one in changes[kind]))
    yield from _load_changes(told["before"]["load"], told["after"]["load"], wording)
    for kind, shares in told["shares"].items():
        yield words[kind]
        yield from (
            "  " + words["share"].format(**{**one, "group": _group(kind, one["group"], wording)}) for one in shares
        )


def _side_name(side: dict[str, Any], language: str) -> str:
    if side["draft"] is not None:
        return said("draft_side", language, **side)
    if side["rules"]:
        return said("rules_side", language, rules=", ".join(side["rules"]))
    return said("same_rules_side", language, **side)


def _load_changes(before: dict[str, int], after: dict[str, int], wording: Any) -> Iterator[str]:
    changed = sorted(one for one in before.keys() | after.keys() if before.get(one, 0) != after.get(one, 0))
    if changed:
        yield WORDS[wording.language]["load_changes"]
    for one in changed:
        loads = {"before": before.get(one, 0), "after": after.get(one, 0)}
        yield "  " + said("load_change", wording.language, mentor=wording.name(one), **loads)


def _group(kind: str, group: str, wording: Any) -> str:
    from web.services.gaps import region_label

    if not group:
        return WORDS[wording.language]["unknown"]
    return region_label(wording.snapshot, group, wording.language) if kind == "region" else group
