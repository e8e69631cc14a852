"""`ogniwo learn` over a sample programme whose people care for other things than the published weights say."""

import json
import os
import shutil
import signal
import threading
from functools import cache
from multiprocessing import get_context

import numpy as np
import pytest
from click.testing import CliRunner

from graph.opening import open_store
from graph.snapshot import snapshot_of
from matching import Kind
from matching.learning.probabilities import auc
from matching.options import DEFAULTS
from seeds.programme import sample_programme
from tests.decided import drawn_pairs, introductions
from web.cli import main
from web.office import audit, models
from web.office.database import Office
from web.ogniwo import Ogniwo
from web.services import learning, suggesting
from web.services.learning import Verdict
from web.settings import Settings

CARES_FOR = {"need_met": 1.0, "need_served": 1.0}
BY = ("--by", "anna", "--reason", "po trzech edycjach")
N = 300
LEARN = learning._learned  # for the tests that are not about it, what it finds is kept


@pytest.fixture(scope="module")
def sample():
    return sample_programme()


@pytest.fixture(scope="module")
def snapshot(sample):
    return snapshot_of(sample.nodes, sample.links)


@pytest.fixture(scope="module")
def files(sample, snapshot, tmp_path_factory):
    """Files of the sample programme with decisions: of people with a preference, by coin, and too few."""
    folder = tmp_path_factory.mktemp("decided")
    drawn = {
        "caring": drawn_pairs(snapshot, CARES_FOR, N, seed=3),
        "coin": drawn_pairs(snapshot, {}, N, seed=2, slope=0.0),
        "few": drawn_pairs(snapshot, CARES_FOR, 38, seed=1),
        "none": ([], None, np.zeros(0, dtype=bool)),
    }
    plain = folder / "plain.sqlite3"
    store = open_store(sqlite_path=plain)
    store.load(sample.nodes, [link for link in sample.links if link.type != "INTRODUCED_TO"])
    store.close()
    for name, (pairs, _, said_yes) in drawn.items():
        shutil.copy(plain, folder / f"{name}.sqlite3")
        store = open_store(sqlite_path=folder / f"{name}.sqlite3")
        store.load((), introductions(pairs, said_yes))
        store.close()
    return folder


@pytest.fixture(scope="module")
def taught(files):
    """What the decisions of a network teach about peers, learned once for all tests."""

    @cache
    def of(name):
        office = f"sqlite:///{files / f'office-of-{name}.sqlite3'}"
        store = open_store(sqlite_path=files / f"{name}.sqlite3")
        opened = Ogniwo(Settings(files, office, port=0), store, Office.open(office))
        with opened as ogniwo, pytest.MonkeyPatch.context() as patch:
            patch.setattr(learning, "_learned", LEARN)
            (attempt,) = learning.attempts(ogniwo, [Kind.PEER])
        return attempt.found.learned

    return of


@pytest.fixture
def network(files, taught, tmp_path, monkeypatch):
    """Gives an Ogniwo's settings, also in the environment, for the network of that name."""

    def of(name):
        cached = lambda kind, *more: taught(name) if kind is Kind.PEER else LEARN(kind, *more)  # noqa: E731
        monkeypatch.setattr(learning, "_learned", cached)
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(files / f"{name}.sqlite3", folder / "network.sqlite3")
        monkeypatch.setenv("OGNIWO_DATA", str(folder))
        monkeypatch.setenv("OGNIWO_LANGUAGE", "en")
        return Settings(folder, f"sqlite:///{folder / 'office.sqlite3'}", port=0)

    return of


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def _office(settings):
    """The counts of all tables, the active models, and the audit of learning."""
    with Ogniwo.open(settings) as ogniwo, ogniwo.office.reading() as connection:
        entries = [one for one in audit.entries(connection) if one.action in {learning.PROMOTE, learning.ROLL_BACK}]
        return ogniwo.office.counts(), models.active(connection), entries


def test_learned_weights_are_promoted_and_order_later_decisions_better(network, run, snapshot):
    settings = network("caring")
    done = run("learn", "--kind", "peer", *BY)
    assert done.exit_code == 0, done.output
    assert "Promoted model 1" in done.stdout
    assert "FAILS" not in done.stdout
    _, active, (entry,) = _office(settings)
    assert (entry.by, entry.reason, entry.action) == ("anna", "po trzech edycjach", learning.PROMOTE)
    assert entry.details == {"kind": "peer", "model": 1, "follows": None, "n_decided": N}
    published = DEFAULTS.weights[Kind.PEER]
    learned = np.array([active["peer"].weights[name] for name in published])
    _, values, said_yes = drawn_pairs(snapshot, CARES_FOR, N, seed=7)  # never seen by the learning
    before, after = auc(values @ np.array(list(published.values())), said_yes), auc(values @ learned, said_yes)
    assert after > before + 0.03


def test_suggestions_are_made_with_what_was_promoted_until_it_is_rolled_back(network, run):
    settings = network("caring")

    def suggested():
        with Ogniwo.open(settings) as ogniwo:
            answers = [suggesting.answered(ogniwo, ogniwo.snapshot(), f"org-{n:04}", Kind.PEER) for n in range(1, 30)]
            in_force = ogniwo.weights.now().models
        return answers, in_force

    before, _ = suggested()
    assert run("learn", *BY).exit_code == 0
    learned, in_force = suggested()
    assert in_force["peer"].number == 1
    assert learned != before
    for answer in learned:
        for one in answer.suggestions:
            assert abs(sum(reason.contribution for reason in one.reasons) - one.score) < 1e-9
    status = run("learn", "--status", "--kind", "peer")
    assert "Model 1 is in force since" in status.stdout
    assert "by anna" in status.stdout
    assert run("learn", "--rollback", *BY).stdout == "Model 1 is withdrawn. The published weights are in force again.\n"
    assert suggested() == (before, {})
    _, _, entries = _office(settings)
    assert entries[0].details == {"kind": "peer", "model": 1, "back_to": None}
    assert (entries[0].action, entries[0].by) == (learning.ROLL_BACK, "anna")
    again = run("learn", "--rollback", *BY)
    assert again.exit_code == 1
    assert "nothing to roll back" in again.stderr


def test_a_dry_run_says_the_same_and_writes_nothing(network, run):
    settings = network("caring")
    before = _office(settings)
    tried = run("learn", "--dry-run", "--kind", "peer", "--json")
    assert _office(settings) == before
    (one,) = json.loads(tried.stdout)["kinds"]
    assert (one["verdict"], one["in_force"], one["n_decided"]) == ("may be promoted", None, N)
    assert {guard["name"] for guard in one["guards"]} >= {"decided", "ranking", "calibration", "exposure", "bands"}
    (promoted,) = json.loads(run("learn", "--kind", "peer", "--json", *BY).stdout)["kinds"]
    assert promoted["verdict"] == "promoted"
    assert promoted["in_force"]["weights"] == {name: after for name, (_, after) in one["weights"].items()}
    assert promoted["guards"] == one["guards"]


def test_decisions_by_coin_are_refused_by_a_guard(network, run):
    settings = network("coin")
    refused = run("learn", "--kind", "peer", *BY)
    assert refused.exit_code == 0
    assert "FAILS" in refused.stdout
    assert "Not promoted: not every guard holds." in refused.stdout
    counts, active, entries = _office(settings)
    assert (counts["learned_model"], active, entries) == (0, {}, [])


@pytest.mark.parametrize(
    ("name", "language", "sentence"),
    [
        ("few", "en", "Too few decided introductions to learn from: there are 38, 12 are missing."),
        ("few", "pl", "Za mało rozstrzygniętych próśb o kontakt, żeby się z nich uczyć: jest 38, brakuje 12."),
        ("none", "en", "Too few decided introductions to learn from: there are 0, 50 are missing."),
    ],
)
def test_with_too_few_decisions_it_says_how_many_are_missing(network, run, name, language, sentence):
    settings = network(name)
    said = run("learn", "--kind", "peer", "--lang", language, *BY)
    assert said.exit_code == 0
    assert sentence in said.stdout
    assert _office(settings)[0]["learned_model"] == 0


def test_of_two_who_learn_at_once_one_promotes_and_the_other_is_told(network):
    settings = network("caring")
    _office(settings)  # which makes it
    together, verdicts = threading.Barrier(2), []

    def learn_once(who):
        with Ogniwo.open(settings) as ogniwo:
            together.wait()
            (attempt,) = learning.promote(ogniwo, [Kind.PEER], by=who, reason="razem")
            verdicts.append(attempt.verdict)

    threads = [threading.Thread(target=learn_once, args=(who,)) for who in ("anna", "jan")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(verdicts) == sorted([Verdict.PROMOTED, Verdict.IN_FORCE])
    counts, _, entries = _office(settings)
    assert (counts["learned_model"], len(entries)) == (1, 1)


def test_who_learned_while_other_weights_were_promoted_changes_nothing(network, monkeypatch):
    settings = network("caring")
    with Ogniwo.open(settings) as ogniwo:
        (mine,) = learning.attempts(ogniwo, [Kind.PEER])
        learning.promote(ogniwo, [Kind.PEER], by="jan", reason="wcześniej")
        with ogniwo.office.writing() as connection:
            other = models.active(connection)["peer"]
            models.add_active(connection, models.Model(**{**_values(other), "weights": {"place": 2.0}}))
        monkeypatch.setattr(learning, "_all_found", lambda *_: [mine.found])
        with pytest.raises(learning.ChangedMeanwhile, match="somebody else"):
            learning.promote(ogniwo, [Kind.PEER], by="anna", reason="później")
    counts, active, _ = _office(settings)
    assert (counts["learned_model"], active["peer"].weights) == (2, {"place": 2.0})


def _values(model):
    return {name: getattr(model, name) for name in models.Model.__dataclass_fields__}


def _learn_and_die(settings):
    audit.add = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # after the model was written, before the commit
    with Ogniwo.open(settings) as ogniwo:
        learning.promote(ogniwo, [Kind.PEER], by="anna", reason="przed awarią")


def test_killed_halfway_nothing_is_promoted_and_learning_can_be_done_again(network, run):
    settings = network("caring")
    dying = get_context("fork").Process(target=_learn_and_die, args=(settings,))
    dying.start()
    dying.join()
    assert dying.exitcode == -signal.SIGKILL
    counts, active, entries = _office(settings)
    assert (counts["learned_model"], active, entries) == (0, {}, [])
    assert "Promoted model 1" in run("learn", "--kind", "peer", *BY).stdout


def test_only_one_thing_can_be_asked_of_it_at_once(network, run):
    network("none")
    refused = run("learn", "--dry-run", "--rollback")
    assert refused.exit_code == 2
    assert "only one of" in refused.stderr
