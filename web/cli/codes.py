"""`ogniwo codes`: the codes that other commands take, with what they stand for."""

from __future__ import annotations

from collections.abc import Iterable

import click

KINDS = ("regions", "skills", "spheres", "legal-forms", "partner-types")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("text", default="")
def codes(kind: str, text: str) -> None:
    """List codes of one KIND with their Polish and English names, all or those with TEXT in them.

    Case and Polish letters do not matter in TEXT: `codes skills ksiegowosc` finds „Księgowość”.
    """
    from graph.folding import fold

    wanted = fold(text)
    found = [line for line in _lines(kind) if wanted in fold(line)]
    if not found:
        raise click.ClickException(f"no code of {kind} has “{text}”; try a part of the word, or leave it out for all")
    for line in found:
        click.echo(line)


def _lines(kind: str) -> Iterable[str]:
    from seeds import reference

    if kind == "regions":
        wide = [_line(one.code, one.label_pl, one.label_en) for one in reference.voivodeships()]
        return sorted(wide + [_line(one.code, one.label_pl, one.label_en) for one in reference.powiats()])
    if kind == "skills":
        return [_line(one.code, one.label_pl, one.label_en) for one in reference.skills()]
    if kind == "spheres":
        return [_line(one.code, one.label_pl, one.label_en) for one in reference.spheres()]
    if kind == "legal-forms":
        return [_line(one.code, one.label_pl, one.label_en) for one in reference.legal_forms()]
    return [_line(one.code, one.label_pl, one.label_en) for one in reference.partner_types()]


def _line(code: str, polish: str, english: str) -> str:
    return f"{code:<10}  {polish} / {english}"
