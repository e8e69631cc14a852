"""The communities of the network: groups in which many know each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, render_template
from flask_babel import gettext

from web.current import current_growth, current_ogniwo
from web.formatting import day
from web.language import current_language
from web.pages.blueprint import blueprint
from web.pages.growth.asked import address_of, asked_question, choices_of, narrowed_to
from web.pages.growth.nothing import nothing_on
from web.pages.growth.spreadsheets import spreadsheet
from web.services import browsing
from web.services.gaps import actor_name
from web.services.growth.communities import COLUMNS, CommunitiesAnswer, communities_json, community_rows
from web.services.growth.community_changes import changes_json, numbered
from web.services.growth.moments import Names
from web.services.growth.question import GrowthQuestion

N_SHOWN, N_MEMBERS, N_CHANGES = 18, 12, 12


@dataclass(frozen=True, slots=True)
class Group:
    """A community in the reader's language, with its first members by name."""

    told: dict[str, Any]
    members: tuple[tuple[str, str], ...]
    inside: float

    @property
    def n_unnamed(self) -> int:
        """How many members are not named."""
        return int(self.told["size"]) - len(self.members)


@blueprint.get("/rozwoj/grupy")
def growth_groups() -> str:
    """The communities, the largest first, and what became of earlier ones."""
    answer, question, names = _found()
    told = communities_json(answer, current_language(), names, k=N_SHOWN, n_members=N_MEMBERS)
    return render_template(
        "growth_groups.html",
        question=question,
        told=told,
        groups=[_group(one, answer, names) for one in told["communities"]],
        changes=[_change(one) for one in reversed(changes_json(answer, current_language(), names, N_CHANGES))],
        narrowed=narrowed_to(answer.part.snapshot, question),
        choices=choices_of(answer.part.snapshot),
        nothing=nothing_on(answer.part, "pages.growth_groups"),
        last_day=day(answer.part.as_of),
        csv=address_of("pages.growth_groups_csv", question),
    )


@blueprint.get("/rozwoj/grupy.csv")
def growth_groups_csv() -> Response:
    """All communities with all their members, one a line."""
    answer, _, names = _found()
    return spreadsheet("grupy", COLUMNS, community_rows(answer, current_language(), names))


def _found() -> tuple[CommunitiesAnswer, GrowthQuestion, Names]:
    ogniwo = current_ogniwo()
    snapshot = ogniwo.snapshot()
    question = asked_question(snapshot)
    answer = current_growth().communities.of(snapshot, question.as_of, question.scope)
    return answer, question, browsing.mentor_names(ogniwo, snapshot)


def _group(told: dict[str, Any], answer: CommunitiesAnswer, names: Names) -> Group:
    snapshot, language = answer.part.snapshot, current_language()
    members = tuple((one, names.get(one) or actor_name(snapshot, one, language)) for one in told["members"])
    n_all = told["n_inside"] + told["n_across"]
    return Group(told, members, round(100 * told["n_inside"] / n_all, 1) if n_all else 0.0)


def _change(told: dict[str, Any]) -> tuple[str, str]:
    """The day, and what became of a community by then."""
    language = current_language()
    both = {
        "one": numbered(told["name"], told["community"], language),
        "other": numbered(told["other_name"] or "", told["other"] or 0, language),
    }
    sentences = {
        "born": gettext("community %(one)s came into being", **both),
        "split": gettext("community %(one)s came out of community %(other)s", **both),
        "merged": gettext("community %(one)s went into community %(other)s", **both),
        "ended": gettext("community %(one)s fell apart", **both),
    }
    return day(told["day"]), str(sentences[told["turn"]])
