"""Charts of growth with everything that stands around them: what they say, their numbers, their spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from graph.analysis.figures import Unit, figure
from web.charts.frames import Frame, beside
from web.charts.lines import Line, LineChart, line_chart
from web.charts.stacks import StackChart, stack_chart
from web.pages.growth import words
from web.services.growth.series import Growth

Drawing = LineChart | StackChart
WIDE = Frame(width=1020, height=300, left=44, right=150, top=14, bottom=28)


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a chart with its colour; `below` hangs it from the axis."""

    code: str
    tone: str = "pine"
    below: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a chart is to show: which figures, as ``lines`` or ``columns``, and what is said of it."""

    code: str
    title: LazyString
    said: LazyString
    parts: tuple[Part, ...]
    notes: tuple[LazyString, ...]
    kind: str = "lines"
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart in the reader's language; `drawing` is None where `reason` says why there is none."""

    code: str
    title: str
    said: str
    about: str
    kind: str
    drawing: Drawing | None
    wide: Drawing | None
    reason: str
    notes: tuple[str, ...]
    over: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    csv: str


SHEETS = (
    Sheet(
        "members",
        _l("Who belongs to the network"),
        _l("Organisations and groups, partners and mentors at the end of each period."),
        (Part("n_organisations"), Part("n_partners", "honey"), Part("n_mentors", "plum")),
        (_l("Whoever is both an organisation and a partner counts in both."),),
        is_wide=True,
    ),
    Sheet(
        "movement",
        _l("Who came, who left"),
        _l("Above the axis those who joined in the period, below it those who left."),
        (Part("n_joined"), Part("n_left", "rose", below=True)),
        (_l("By the first day in the network, and the first day after it."),),
        kind="columns",
    ),
    Sheet(
        "links",
        _l("Links by kind"),
        _l("How many links held at the end of each period."),
        (Part("n_cooperation_links"), Part("n_peer_links", "slate"), Part("n_mentoring_links", "plum")),
        (
            _l(
                "A link counts from its first day to its last, as long as both ends belong to the network. "
                "Two may have several links; pairs are counted once under “Pairs in contact”."
            ),
        ),
        kind="columns",
    ),
    Sheet(
        "degree",
        _l("Contacts of one member"),
        _l("With how many others a member is in contact, on average."),
        (Part("mean_degree"),),
        (_l("Twice the number of pairs in contact, divided by the number of members."),),
    ),
    Sheet(
        "largest",
        _l("One network or islands"),
        _l("What share of members can reach each other through contacts, and what share has none."),
        (Part("largest_share"), Part("isolate_share", "honey")),
        (
            _l("Largest part: members of the largest group in which everybody can be reached, of all members."),
            _l("Without contacts: members who are in contact with nobody, of all members."),
        ),
    ),
    Sheet(
        "borders",
        _l("Across borders"),
        _l("What share of contacts joins two sectors, and what share two voivodeships."),
        (Part("cross_sector_share"), Part("cross_region_share", "slate")),
        (_l("Of the contacts of which it is known at both ends. A mentor counts as a sector of its own."),),
    ),
    Sheet(
        "likeness",
        _l("Like with like"),
        _l("Above zero contacts join those who are alike more often than chance would; below zero, less often."),
        (Part("sector_assortativity"), Part("region_assortativity", "slate"), Part("size_assortativity", "honey")),
        (_l("Newman’s assortativity coefficient, from −1 to 1; size by paid staff of organisations."),),
    ),
    Sheet(
        "circles",
        _l("Friends of friends"),
        _l("How often two who share a contact are in contact with each other, too."),
        (Part("transitivity"), Part("local_clustering", "slate")),
        (
            _l("Whole network: closed threes of all threes joined by two contacts (transitivity)."),
            _l("Around one member: the same around each member, on average; 0 for fewer than two contacts."),
        ),
    ),
    Sheet(
        "density",
        _l("Density"),
        _l("What share of all possible pairs is in contact. In a network that grows it usually falls."),
        (Part("density"),),
        (_l("Pairs in contact, divided by the number of all pairs of members."),),
    ),
    Sheet(
        "introductions",
        _l("What became of introductions"),
        _l("How many introductions were accepted, declined or lapsed in each period."),
        (Part("n_accepted"), Part("n_declined", "rose"), Part("n_expired", "honey")),
        (_l("By the day of the answer; one that nobody answers lapses."),),
        kind="columns",
    ),
    Sheet(
        "reciprocity",
        _l("Introductions both ways"),
        _l("How often whoever was asked for has asked for the other, too."),
        (Part("introduction_reciprocity"),),
        (_l("Of all who were asked for by then and belong to the network."),),
    ),
)

_LARGER = 1.15  # letters of a wide chart, beside those of a narrow one


def panels_of(growth: Growth, addresses: dict[str, str]) -> Iterator[Panel]:
    """The charts of an answer, each with the address of its spreadsheet by code."""
    for sheet in SHEETS:
        yield panel_of(sheet, growth, addresses[sheet.code])


def panel_of(sheet: Sheet, growth: Growth, csv: str) -> Panel:
    """One chart of an answer."""
    names = [words.period_name(one, growth.question.by, growth.snapshot) for one in growth.series.periods]
    lines = [_line(part, growth) for part in sheet.parts]
    margin = _margin(sheet, lines)
    drawing = _drawn(sheet, growth, names, lines, Frame(right=margin))
    wide = replace(WIDE, right=max(WIDE.right, round(margin * _LARGER, 1)))
    return Panel(
        code=sheet.code,
        title=str(sheet.title),
        said=str(sheet.said),
        about=_about(lines, names, words.written(sheet.parts[0].code)),
        kind=sheet.kind,
        drawing=drawing,
        wide=_drawn(sheet, growth, names, lines, wide) if sheet.is_wide and drawing else None,
        reason=_reason(sheet, growth),
        notes=tuple(map(str, sheet.notes)),
        over=str(words.PERIOD_HEADS[growth.question.by]),
        heads=tuple(words.figure_name(part.code) for part in sheet.parts),
        rows=tuple(_rows(sheet, growth, names)),
        csv=csv,
    )


def _line(part: Part, growth: Growth) -> Line:
    values = growth.series.figures[part.code]
    signed = [None if value is None else -value if part.below else value for value in values]
    return Line(part.tone, words.figure_name(part.code), signed)


def _margin(sheet: Sheet, lines: Sequence[Line]) -> float:
    write = words.written(sheet.parts[0].code)
    last = [(line.label, [value for value in line.values if value is not None][-1:]) for line in lines]
    named = len(lines) > 1 or sheet.kind == "columns"
    return beside([f"{label} {write(value[0])}" if named else write(value[0]) for label, value in last if value])


def _drawn(sheet: Sheet, growth: Growth, names: Sequence[str], lines: Sequence[Line], frame: Frame) -> Drawing | None:
    if not names:
        return None
    short = words.axis_names(growth.series.periods, growth.question.by, growth.snapshot)
    write = words.written(sheet.parts[0].code)
    if sheet.kind == "columns":
        return stack_chart(names, lines, write, frame=frame, short=short)
    whole = figure(sheet.parts[0].code).unit is Unit.COUNT
    return line_chart(names, lines, write, frame=frame, short=short, whole=whole)


def _about(lines: Sequence[Line], names: Sequence[str], write: words.Write) -> str:
    """What a chart shows, for those who cannot see it: where each line begins and ends."""
    told = []
    for line in lines:
        known = [(name, value) for name, value in zip(names, line.values, strict=True) if value is not None]
        if known:
            (first, begin), (last, end) = known[0], known[-1]
            told.append(
                gettext(
                    "%(what)s: %(begin)s (%(first)s), %(end)s (%(last)s).",
                    what=line.label,
                    begin=write(begin),
                    first=first,
                    end=write(end),
                    last=last,
                )
            )
    return " ".join(map(str, told))


def _reason(sheet: Sheet, growth: Growth) -> str:
    """Why the chart has nothing to show: the reason that held last."""
    codes = [part.code for part in sheet.parts]
    found = [(at, why) for (code, at), why in growth.series.reasons.items() if code in codes]
    return words.reason(max(found)[1] if found else "nobody")


def _rows(sheet: Sheet, growth: Growth, names: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The numbers, newest first."""
    columns = [(words.written(part.code), growth.series.figures[part.code]) for part in sheet.parts]
    for number in reversed(range(len(names))):
        cells = tuple("–" if values[number] is None else write(values[number] or 0) for write, values in columns)
        yield names[number], cells
