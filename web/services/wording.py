"""Suggestions put into words and bars, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.snapshot import Snapshot
from matching import band_label, sentence
from matching.reading_places import PlaceNamed
from matching.results import Band, Caveat, Explanation, Reason, Recommendation, Side, Suggestion
from matching.text.spelling import as_written
from web.services.browsing import mentor_names
from web.services.cards import Card, card, label_of, name_of

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.calling import Answered

BAR_WIDTH = 200
N_STRONGEST = 5  # reasons of a suggestion that a page shows before the rest
NEXT_TO_NOTHING = 0.1  # a smaller contribution is told together with others
_ORDER_OF_SIDES: tuple[Side, ...] = ("seeker", "both", "provider", "list")


@dataclass(frozen=True, slots=True)
class Scale:
    """How long a bar is: `span` units of score fill its width, of which `below` lie left of the axis.

    >>> scale = Scale.of([3.0, -1.0])
    >>> scale.zero, scale.length(3.0), scale.length(-1.0)
    (50.0, 150.0, 50.0)
    """

    span: float
    below: float

    @classmethod
    def of(cls, contributions: Iterable[float]) -> Scale:
        """The scale on which every one of the contributions fits."""
        values = [0.0, *contributions]
        below = -min(values)
        return cls(max(values) + below or 1.0, below)

    @property
    def zero(self) -> float:
        """Where the axis is."""
        return round(BAR_WIDTH * self.below / self.span, 2)

    def length(self, value: float) -> float:
        """How long the bar of a contribution is."""
        return round(BAR_WIDTH * abs(value) / self.span, 2)


@dataclass(frozen=True, slots=True)
class WordedReason:
    """A contribution as a sentence."""

    sentence: str
    signal: str
    side: Side
    contribution: float


@dataclass(frozen=True, slots=True)
class WordedSuggestion:
    """A suggestion with the card of the one suggested; reasons strongest first."""

    card: Card
    suggestion: Suggestion
    band: str
    reasons: tuple[WordedReason, ...]
    caveats: tuple[str, ...]

    @property
    def strongest(self) -> tuple[WordedReason, ...]:
        """The reasons to show first: a few that tell something; all where only one would be left over."""
        telling = sum(abs(reason.contribution) >= NEXT_TO_NOTHING for reason in self.reasons)
        n_first = min(max(telling, 1), N_STRONGEST)
        return self.reasons if len(self.reasons) <= n_first + 1 else self.reasons[:n_first]

    @property
    def lesser(self) -> tuple[WordedReason, ...]:
        """The other reasons."""
        return self.reasons[len(self.strongest) :]

    @property
    def total_of_lesser(self) -> float:
        """What the other reasons add up to."""
        return sum(reason.contribution for reason in self.lesser)

    def reasons_of(self, side: Side) -> tuple[WordedReason, ...]:
        """The reasons of one side."""
        return tuple(reason for reason in self.reasons if reason.side == side)

    def total_of(self, side: Side) -> float:
        """What the reasons of one side add up to."""
        return sum(reason.contribution for reason in self.reasons_of(side))


@dataclass(frozen=True, slots=True)
class WordedRecommendation:
    """An answer for a page; `note` says why it is empty or short, and the next step."""

    seeker: Card | None
    answer: Recommendation
    suggestions: tuple[WordedSuggestion, ...]
    note: str | None
    scale: Scale
    gain_scale: Scale

    @property
    def sides(self) -> frozenset[Side]:
        """The sides that have reasons in any of the suggestions."""
        return frozenset(reason.side for one in self.suggestions for reason in one.reasons)


@dataclass(frozen=True, slots=True)
class WordedSkill:
    """A skill that was recognised in a text: its label, how surely it is asked for, and by which words."""

    skill_id: str
    label: str
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class WordedPlace:
    """A place that a text names: its region, what that is called, and the words as they are written."""

    region_id: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class WordedCall:
    """What was understood of a call."""

    recognised: tuple[WordedSkill, ...]
    places: tuple[WordedPlace, ...]


@dataclass(frozen=True, slots=True)
class WordedExplanation:
    """An explanation of a pair for a page."""

    seeker: Card
    answer: Explanation
    worded: WordedSuggestion
    excluded_by: tuple[str, ...]
    held_back: str | None
    changes: tuple[str, ...]
    scale: Scale

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that have reasons."""
        return tuple(side for side in _ORDER_OF_SIDES if self.worded.reasons_of(side))


def rules_to_say(answer: Explanation) -> tuple[Caveat, ...]:
    """The rules that exclude the pair; where somebody is compared with itself, only that."""
    itself = tuple(rule for rule in answer.excluded_by if rule.code == "self")
    return itself or answer.excluded_by


@dataclass(frozen=True, slots=True)
class Wording:
    """What is needed to word an answer: the network it comes from, names, a language."""

    snapshot: Snapshot
    names: Mapping[str, str]
    language: str

    @classmethod
    def of(cls, ogniwo: Ogniwo, snapshot: Snapshot, language: str) -> Wording:
        """The wording of answers that come from this snapshot."""
        return cls(snapshot, mentor_names(ogniwo, snapshot), language)

    def recommendation(self, answer: Recommendation) -> WordedRecommendation:
        """The answer in words."""
        worded = tuple(self.suggestion(suggestion) for suggestion in answer.suggestions)
        return WordedRecommendation(
            seeker=self.card(answer.seeker_id) if answer.seeker_id else None,
            answer=answer,
            suggestions=worded,
            note=self.sentence(answer.note) if answer.note else None,
            scale=Scale.of(reason.contribution for one in worded for reason in one.reasons),
            gain_scale=Scale.of(s for one in answer.suggestions for s in (one.seeker_score, one.provider_score)),
        )

    def called(self, found: Answered) -> WordedCall:
        """What was understood of a call, in words."""
        said, skills = found.read.call, self.snapshot.skills
        return WordedCall(
            tuple(
                WordedSkill(
                    one.id,
                    label_of(skills, skills.row_of[one.id], self.language),
                    one.share,
                    " ".join(as_written(said.text, words or one.words)),
                )
                for one, (_, words) in zip(found.read.skills, said.words_of_skills, strict=True)
            ),
            tuple(
                WordedPlace(one.region_id, self._place(one.region_id, found.read.places), one.words)
                for one in found.read.places
            ),
        )

    def _place(self, region_id: str, among: Sequence[PlaceNamed]) -> str:
        """What a region is called; with its voivodeship where another one among them is called the same."""
        regions = self.snapshot.regions
        label, *others = (
            label_of(regions, regions.row_of[one], self.language)
            for one in (region_id, *(place.region_id for place in among if place.region_id != region_id))
        )
        larger = int(self.snapshot.region_map.voivodeship_of[regions.row_of[region_id]])
        return f"{label} ({label_of(regions, larger, self.language)})" if label in others and larger >= 0 else label

    def explanation(self, answer: Explanation) -> WordedExplanation:
        """The explanation in words."""
        worded = self.suggestion(answer.suggestion)
        return WordedExplanation(
            seeker=self.card(answer.suggestion.seeker_id),
            answer=answer,
            worded=worded,
            excluded_by=self.sentences(rules_to_say(answer)),
            held_back=self.sentence(answer.held_back) if answer.held_back else None,
            changes=self.sentences(answer.changes),
            scale=Scale.of(reason.contribution for reason in worded.reasons),
        )

    def suggestion(self, suggestion: Suggestion) -> WordedSuggestion:
        """The suggestion in words."""
        return WordedSuggestion(
            card=self.card(suggestion.provider_id),
            suggestion=suggestion,
            band=self.band(suggestion.band),
            reasons=self._reasons(suggestion.reasons),
            caveats=self.sentences(suggestion.caveats),
        )

    def sentence(self, said: Reason | Caveat) -> str:
        """A reason or a caveat as a sentence."""
        return sentence(said, self.snapshot, self.language, self.names)

    def band(self, band: Band) -> str:
        """What a band is called."""
        return band_label(band, self.language)

    def card(self, actor_id: str) -> Card:
        """The card of an actor."""
        return card(self.snapshot, self.snapshot.actors.row_of[actor_id], self.names, self.language)

    def name(self, actor_id: str) -> str:
        """The name of an actor; of one whom the snapshot does not have, the id."""
        row = self.snapshot.actors.row_of.get(actor_id)
        return actor_id if row is None else name_of(self.snapshot, row, self.names, self.language)

    def sentences(self, caveats: Iterable[Caveat]) -> tuple[str, ...]:
        """Caveats as sentences."""
        return tuple(self.sentence(caveat) for caveat in caveats)

    def _reasons(self, reasons: Sequence[Reason]) -> tuple[WordedReason, ...]:
        # What says most comes first, for or against; ties keep the recommender's order.
        ordered = sorted(reasons, key=lambda reason: -abs(reason.contribution))
        return tuple(WordedReason(self.sentence(r), r.signal, r.side, r.contribution) for r in ordered)
