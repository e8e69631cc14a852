"""What holds for every cohort, whatever its scores, rules, vetoes and locks."""

import os
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from matching.assignment.proposing import stable
from matching.assignment.solving import best
from matching.cohorts import unplaced as unplaced_module
from matching.cohorts.drafting import Objective, Wanted, make_draft
from matching.cohorts.favouring import favouring_locks
from matching.cohorts.instance import PER_LOG_ODDS, broken, build, costs
from matching.cohorts.rule_book import Level
from matching.cohorts.unplaced import Step, changed, crowded_groups, unplaced
from matching.cohorts.wishes import ContradictoryWishes, Wishes
from tests.cohorts_drawn import drawn_book, drawn_vetoes, drawn_weighed, everything_off
from tests.networks import Network

N_COHORTS = 1000 if os.environ.get("OGNIWO_FULL") == "1" else 80
SEEDS = range(N_COHORTS)
SNAPSHOT = Network().snapshot()


def _cohort(seed, *, pairs=False):
    rng = np.random.default_rng(seed)
    weighed = drawn_weighed(rng)
    return weighed, drawn_book(rng, weighed, pairs=pairs), drawn_vetoes(rng, weighed)


@pytest.mark.parametrize("pairs", [False, True], ids=["flow", "together-and-apart"])
def test_no_must_is_ever_broken_and_every_count_is_kept(pairs):
    for seed in SEEDS if not pairs else SEEDS[: N_COHORTS // 4]:
        weighed, book, wishes = _cohort(seed, pairs=pairs)
        draft = make_draft(SNAPSHOT, weighed, book, wishes)
        chosen = {(one.seeker, one.mentor) for one in draft.pairs}
        for rule, setting in book.settings.items():
            if setting.level is Level.MUST:
                breaking = broken(weighed, rule, setting)
                assert not chosen & {pair for pair, bad in zip(weighed.pairs(), breaking, strict=True) if bad}, (
                    seed,
                    rule,
                )
        assert not chosen & wishes.vetoed
        members = weighed.members
        of_seeker, of_mentor = Counter(s for s, _ in chosen), Counter(m for _, m in chosen)
        assert all(of_seeker[one.actor_id] <= one.demand for one in members.seekers)
        assert all(of_mentor[one.actor_id] <= one.capacity for one in members.mentors)
        _limits_are_kept(weighed, book, chosen, seed)


def _limits_are_kept(weighed, book, chosen, seed):
    setting = book.settings["limit_per_mentor"]
    if setting.level is Level.MUST:
        group = dict(zip([one.actor_id for one in weighed.members.seekers], weighed.groups[setting.by], strict=True))
        counted = Counter((m, group[s]) for s, m in chosen if group[s])
        assert max(counted.values(), default=0) <= setting.most, seed
    mentors_of = {one.actor_id: {m for s, m in chosen if s == one.actor_id} for one in weighed.members.seekers}
    for one, other in book.together:
        assert mentors_of[one] == mentors_of[other], seed
    for one, other in book.apart:
        assert not mentors_of[one] & mentors_of[other], seed


def test_reasons_sum_to_the_score_that_the_solver_counted():
    for seed in SEEDS[:40]:
        weighed, book, wishes = _cohort(seed)
        built = build(weighed, book, wishes)
        index_of = built.index_of
        extra = sum(costs(weighed, book).values())
        for pair in make_draft(SNAPSHOT, weighed, book, wishes).pairs:
            index = index_of[pair.seeker, pair.mentor]
            told = sum(reason.contribution for reason in pair.reasons)
            assert pair.score == pytest.approx(told, abs=1e-9)
            assert pair.seeker_score + pair.mentor_score == pytest.approx(pair.score, abs=1e-9)
            counted = weighed.contributions[built.at[index]].sum() + extra[built.at[index]]
            assert pair.score == pytest.approx(counted, abs=1e-9)
            assert built.instance.score[index] == pytest.approx(counted * PER_LOG_ODDS, abs=1.0)


@pytest.mark.parametrize(
    ("is_stable", "pairs"), [(False, False), (True, False), (False, True)], ids=["best", "stable", "together-and-apart"]
)
def test_the_change_named_for_who_is_left_does_place_it(is_stable, pairs):
    causes = Counter()
    for seed in SEEDS[: N_COHORTS // 2]:
        weighed, book, wishes = _cohort(seed, pairs=pairs)
        if is_stable:
            book = book.switched("limit_per_mentor", replace(book.settings["limit_per_mentor"], level=Level.OFF))
        built = build(weighed, book, wishes)
        solved = _solved(built, is_stable)
        placed = {built.pair(index)[0] for index in solved.chosen.tolist()}
        left = unplaced(built, solved, is_stable=is_stable)
        assert {one.seeker for one in left} == {one.actor_id for one in weighed.members.seekers} - placed
        for one in left:
            then = changed(built, one.seeker, one.change)
            assert one.seeker in {then.pair(index)[0] for index in _solved(then, is_stable).chosen.tolist()}, (
                seed,
                one,
            )
        causes.update(one.cause for one in left)
    assert causes["rule"]
    assert causes["capacity"]


@pytest.mark.parametrize("pairs", [False, True], ids=["flow", "together-and-apart"])
def test_a_change_that_was_not_tried_places_too(monkeypatch, pairs):
    monkeypatch.setattr(unplaced_module, "MOST_WORK", 0)
    n = 0
    for seed in SEEDS[: N_COHORTS // 4]:
        weighed, book, wishes = _cohort(seed, pairs=pairs)
        built = build(weighed, book, wishes)
        for one in unplaced(built, best(built.instance, built.rules), is_stable=False)[:2]:
            then = changed(built, one.seeker, one.change)
            assert one.seeker in {then.pair(index)[0] for index in _solved(then, False).chosen.tolist()}, (seed, one)
            n += 1
    assert n > 5


def test_a_place_more_makes_the_instance_that_is_built_anew():
    n = 0
    for seed in SEEDS[:40]:
        weighed, _, _ = _cohort(seed)
        built = build(weighed, everything_off(), Wishes())
        for seeker, mentor in list(built.index_of)[::7]:
            then = changed(built, seeker, Step(mentor, more_places=1, lock=True))
            anew = build(weighed.with_places(mentor, 1), everything_off(), Wishes.of([(seeker, mentor)]))
            for name in ("seeker", "provider", "score", "capacity", "demand", "minimum"):
                assert np.array_equal(getattr(then.instance, name), getattr(anew.instance, name)), (seed, name)
            assert np.array_equal(then.rules.locked, anew.rules.locked)
            n += 1
    assert n > 50


def _solved(built, is_stable):
    if is_stable:
        return stable(favouring_locks(built.instance, built.rules))
    return best(built.instance, built.rules)


def test_a_crowded_group_has_no_other_mentors_and_too_few_places():
    n = 0
    for seed in SEEDS:
        weighed, _, wishes = _cohort(seed)
        built = build(weighed, everything_off(), wishes)
        solved = best(built.instance, built.rules)
        capacity = {one.actor_id: one.capacity for one in weighed.members.mentors}
        for group in crowded_groups(built, solved):
            mine = {m for s, m in (built.pair(index) for index in range(built.instance.n_pairs)) if s in group.seekers}
            assert {m for m in mine if capacity[m]} <= set(group.mentors), seed
            assert group.places == sum(capacity[m] for m in group.mentors)
            assert len(group.seekers) > group.places, seed  # Hall's inequality does not hold, so somebody is left
            n += 1
    assert n > 5


def test_places_of_locked_pairs_are_none_for_a_crowded_group():
    n = 0
    for seed in SEEDS:
        weighed, book, wishes = _cohort(seed)
        first = build(weighed, book, wishes)
        locked = frozenset(first.pair(index) for index in best(first.instance, first.rules).chosen[::2].tolist())
        built = build(weighed, book, replace(wishes, locked=locked))
        solved = best(built.instance, built.rules)
        capacity = {one.actor_id: one.capacity for one in weighed.members.mentors}
        for group in crowded_groups(built, solved):
            assert not {seeker for seeker, _ in locked} & set(group.seekers), seed
            taken = sum(mentor in group.mentors for _, mentor in locked)
            assert group.places == sum(capacity[mentor] for mentor in group.mentors) - taken, seed
            assert len(group.seekers) > group.places, seed
            n += 1
    assert n > 5


def test_whoever_is_called_otherwise_gets_as_good_an_answer():
    for seed in SEEDS[:30]:
        weighed, _, _ = _cohort(seed)
        n = len(weighed.members.seekers)
        moved = np.random.default_rng(seed).permutation(n)  # the seeker of row r now stands in row moved[r]
        order = np.lexsort((weighed.mentor, moved[weighed.seeker]))
        seekers = sorted(zip(moved.tolist(), weighed.members.seekers, strict=True), key=lambda two: two[0])
        renamed = replace(
            weighed,
            members=replace(weighed.members, seekers=tuple(replace(one, actor_id=f"o{row}") for row, one in seekers)),
            seeker=moved[weighed.seeker][order].astype(np.int32),
            mentor=weighed.mentor[order],
            contributions=weighed.contributions[order],
            broken={name: mask[order] for name, mask in weighed.broken.items()},
            experience_gap=weighed.experience_gap[order],
        )
        one, other = (
            make_draft(SNAPSHOT, each, everything_off(), Wishes()).verification for each in (weighed, renamed)
        )
        for counted in ("placed", "pairs", "worst", "total", "shortfall"):
            assert getattr(one, counted) == getattr(other, counted), (seed, counted)


def test_withdrawing_leaves_the_other_pairs_as_they_were_weighed():
    for seed in SEEDS[:30]:
        weighed, _, _ = _cohort(seed)
        left = weighed.without(["o2", "m1"])
        before = dict(zip(weighed.pairs(), weighed.contributions.tolist(), strict=True))
        kept = {pair: row for pair, row in before.items() if "o2" not in pair and "m1" not in pair}
        assert dict(zip(left.pairs(), left.contributions.tolist(), strict=True)) == kept


def test_a_locked_pair_is_in_every_answer_of_either_kind():
    for seed in SEEDS[:40]:
        weighed, book, _ = _cohort(seed)
        book = everything_off()
        rng = np.random.default_rng(seed)
        able = [one.actor_id for one in weighed.members.mentors if one.capacity]
        if not able:
            continue
        pair = f"o{rng.integers(7)}", str(rng.choice(able))
        for objective in Objective:
            draft = make_draft(SNAPSHOT, weighed, book, Wishes.of([pair]), Wanted(objective))
            assert pair in {(one.seeker, one.mentor) for one in draft.pairs}, (seed, objective)


def _holds(weighed, book, wishes, chosen):
    """Whether a set of pairs keeps all that is settled, by loops over what the rules say."""
    pairs = list(weighed.pairs())
    members, named = weighed.members, {pairs[place] for place in chosen}
    mentors_of = {one.actor_id: {m for s, m in named if s == one.actor_id} for one in members.seekers}
    setting = book.settings["limit_per_mentor"]
    group = dict(zip(mentors_of, weighed.groups[setting.by], strict=True))
    alike = Counter((m, group[s]) for s, m in named if group[s])
    return (
        wishes.locked <= named
        and not wishes.vetoed & named
        and all(len(mentors_of[one.actor_id]) <= one.demand for one in members.seekers)
        and all(sum(m == one.actor_id for _, m in named) <= one.capacity for one in members.mentors)
        and all(mentors_of[one] == mentors_of[other] for one, other in book.together)
        and not any(mentors_of[one] & mentors_of[other] for one, other in book.apart)
        and (setting.level is not Level.MUST or max(alike.values(), default=0) <= setting.most)
        and not any(
            broken(weighed, rule, one)[place]
            for rule, one in book.settings.items()
            if one.level is Level.MUST
            for place in chosen
        )
    )


def test_what_is_settled_is_refused_exactly_where_no_choice_of_pairs_keeps_it():
    outcomes = Counter()
    for seed in range(60 if N_COHORTS < 1000 else 400):
        rng = np.random.default_rng(seed)
        weighed = drawn_weighed(rng, 4, 2)
        book, named = drawn_book(rng, weighed, pairs=True), list(weighed.pairs())
        wishes = Wishes.of([named[n] for n in rng.choice(8, 2, replace=False)], [named[n] for n in rng.choice(8, 1)])
        possible = any(
            _holds(weighed, book, wishes, [place for place in range(8) if bits >> place & 1]) for bits in range(256)
        )
        try:
            built = build(weighed, book, wishes)
        except ContradictoryWishes:
            assert not possible, seed
        else:
            assert possible, seed
            assert wishes.locked <= {built.pair(one) for one in best(built.instance, built.rules).chosen.tolist()}
        outcomes[possible] += 1
    assert min(outcomes[True], outcomes[False]) > 5
