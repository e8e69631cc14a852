"""`ogniwo call`: who could help with a need in free text."""

from __future__ import annotations

import sys

import click

from web.cli import options
from web.cli.running import reading
from web.cli.suggest import show, wording_for


@click.command()
@click.argument("text", metavar="TEXT")
@click.option(
    "--for", "caller", metavar="ORG", help="Who calls: an id, a name, or a part of one. Its contacts count then."
)
@click.option("--region", "regions", metavar="CODE", multiple=True, help="Where; may be given several times.")
@click.option("--sphere", "spheres", metavar="CODE", multiple=True, help="What about; may be given several times.")
@options.component
@click.option("--k", "n_shown", type=click.IntRange(1, 100), default=5, show_default=True, help="How many.")
@options.as_json
@options.lang
@options.by
def call(  # noqa: PLR0913, PLR0917  # one for each option
    text: str,
    caller: str | None,
    regions: tuple[str, ...],
    spheres: tuple[str, ...],
    component: str | None,
    n_shown: int,
    as_json: bool,
    lang: str | None,
    by: str,
) -> None:
    """Find who could help with what TEXT says, organisations, mentors and partners alike.

    TEXT is a need in plain words, Polish or English; - reads it from the input.
    """
    written = sys.stdin.read() if text == "-" else text
    _refuse_empty_or_long(written)
    with reading() as ogniwo:
        from web.cli.finding import find_organisation
        from web.cli.presenting import called_lines
        from web.services import calling, suggesting
        from web.services.suggestion_json import called_json

        language = lang or ogniwo.settings.language
        caller_id = find_organisation(ogniwo, caller, language) if caller else None
        snapshot = ogniwo.snapshot()
        found = calling.answered(
            ogniwo,
            snapshot,
            written,
            caller_id=caller_id,
            region_ids=regions,
            sphere_ids=spheres,
            component=component,
            k=n_shown,
        )
        suggesting.keep_shown(ogniwo, found.answer, by=by, channel="cli", revision=snapshot.revision, model=found.model)
        wording = wording_for(ogniwo, language)
        show(called_json(found, wording) if as_json else called_lines(found, wording))


def _refuse_empty_or_long(text: str) -> None:
    from matching.calls import MAX_CALL_CHARACTERS

    if not text.strip():
        raise click.BadParameter("it is empty; say in a few words what is needed.", param_hint="TEXT")
    if len(text) > MAX_CALL_CHARACTERS:
        told = f"it has {len(text):,} characters, and at most {MAX_CALL_CHARACTERS:,} are read"
        raise click.BadParameter(f"{told}; say in a few sentences what is needed.", param_hint="TEXT")
