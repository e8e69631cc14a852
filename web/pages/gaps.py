"""Which trainings would close gaps, as a table, and as CSV for a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, request

from graph.snapshot import Snapshot
from matching.gaps import GapQuestion, Proposal
from matching.wording.gaps import gap_sentence
from web.current import current_gaps, current_ogniwo
from web.language import current_language
from web.pages.actors import whole_number
from web.pages.blueprint import blueprint
from web.services import browsing
from web.services.gaps import actor_name, csv_lines, note_of, page_of, region_label, skill_choices, skill_label

N_NAMED = 12  # of those who would come to a training

_ASKED = ("component", "region", "sphere", "skill", "mode")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a proposal: id and name for a link, and how far away."""

    actor_id: str
    name: str
    km: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal in the reader's language."""

    proposal: Proposal
    skill: str
    region: str
    sentence: str
    attendees: tuple[Named, ...]
    nearest: Named | None

    @property
    def n_unnamed(self) -> int:
        """How many would come beside those that are named."""
        return self.proposal.n_would_come - len(self.attendees)


@blueprint.get("/szkolenia")
def gaps() -> str:
    """Trainings that would close gaps, most urgent first, narrowed by a form."""
    language, question = current_language(), _question()
    answer = current_gaps().of(current_ogniwo(), question)
    choices = browsing.choices(answer.snapshot, language)
    found = page_of(answer, whole_number("page", default=1), browsing.PAGE_SIZE)
    return render_template(
        "gaps.html",
        question=question,
        found=found,
        rows=[_row(one, found.gaps.snapshot, language) for one in found.proposals],
        note=note_of(answer, language),
        regions=choices.regions,
        spheres=choices.spheres,
        skills=skill_choices(answer.snapshot, language),
    )


@blueprint.get("/szkolenia.csv")
def gaps_csv() -> Response:
    """All proposals that fit, one a line."""
    answer = current_gaps().of(current_ogniwo(), _question())
    lines = csv_lines(answer, answer.proposals(), current_language())
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    response = Response("\N{BYTE ORDER MARK}" + "".join(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=szkolenia.csv"
    return response


def _question() -> GapQuestion:
    return GapQuestion(**{name: request.args.get(name) or None for name in _ASKED})


def _row(one: Proposal, snapshot: Snapshot, language: str) -> Row:
    return Row(
        proposal=one,
        skill=skill_label(snapshot, one.skill_id, language),
        region=region_label(snapshot, one.region_id, language),
        sentence=gap_sentence(one, snapshot, language),
        attendees=tuple(
            Named(each.organisation_id, actor_name(snapshot, each.organisation_id, language), each.km)
            for each in one.attendees[:N_NAMED]
        ),
        nearest=Named(one.nearest.actor_id, actor_name(snapshot, one.nearest.actor_id, language), one.nearest.km)
        if one.nearest
        else None,
    )
