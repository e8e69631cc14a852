"""Free text resolved to reference entries."""

import csv
import math
import time
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from graph.folding import fold
from graph.snapshot import snapshot_of
from matching.text import Confidence, Match, asked_for, confidence, references_of, references_of_table, resolve
from matching.text.spelling import LEAST_LIKENESS, Spellings, content_words, ngrams
from matching.text.stop_words import STOP_WORDS
from matching.text.windows import MAX_WINDOWS, NARROW, WIDE, windows_of
from seeds.programme import sample_programme
from seeds.wording.phrases import skill_phrases

QUERIES = Path(__file__).resolve().parents[3] / "shared" / "reference" / "text_eval_queries.csv"


@pytest.fixture(scope="module")
def snapshot():
    programme = sample_programme()
    return snapshot_of(programme.nodes, programme.links)


@pytest.fixture(scope="module")
def skills(snapshot):
    return references_of_table(snapshot.skills)


@pytest.fixture(scope="module")
def spheres(snapshot):
    return references_of_table(snapshot.spheres)


@pytest.fixture(scope="module")
def regions(snapshot):
    return references_of_table(snapshot.regions)


def first(references, text):
    return next((match.id for match in resolve(references, text)), None)


# Expected likenesses counted on paper. <ul> has 6 n-grams: <u ul l> <ul ul> <ul>.
# <ula> has 10: <u ul la a> <ul ula la> <ula ula> <ula>; the two share <u, ul and <ul.
def test_likeness_is_the_cosine_of_sets_of_ngrams():
    assert ngrams("ul") == {"<u", "ul", "l>", "<ul", "ul>", "<ul>"}
    assert len(ngrams("ula")) == 10
    of_kot, of_ula = Spellings.of(["ula", "kot"]).likeness(["ul", "kot", "xyz"]).tolist()
    assert of_kot == pytest.approx([0, 1, 0])
    assert of_ula == pytest.approx([3 / math.sqrt(60), 0, 0])


def test_likeness_below_the_least_is_none():
    words = ["kampania", "organizacja"]
    one, other = map(ngrams, words)
    assert 0 < len(one & other) / math.sqrt(len(one) * len(other)) < LEAST_LIKENESS
    assert Spellings.of(words[:1]).likeness(words[1:]).tolist() == [[0.0]]


def by_hand(entries, query):
    """The similarity of docs/matching.md, word by word."""

    def alike(one, other):
        a, b = ngrams(one), ngrams(other)
        cosine = len(a & b) / math.sqrt(len(a) * len(b))
        return cosine if cosine >= LEAST_LIKENESS else 0.0

    def nearest(word, words):
        return max(alike(word, other) for other in words)

    words_of = {entry: [w for text in texts for w in content_words(text)] for entry, texts in entries.items()}

    def told(word):
        return 1 + math.log((len(entries) + 1) / (sum(nearest(word, words) for words in words_of.values()) + 1))

    def covered(words, by):
        return sum(told(w) * nearest(w, by) for w in words) / sum(map(told, words))

    asked = set(content_words(query))
    best = {
        entry: max(math.sqrt(covered(asked, t) * covered(t, asked)) for t in map(content_words, texts))
        for entry, texts in entries.items()
    }
    return {entry: 0.7 * best[entry] + 0.3 * covered(asked, words_of[entry]) for entry in entries}


@pytest.mark.parametrize("query", ["dotacja na wniosek", "rozliczyć dotcaje", "plakat plakat", "writing", "DANE"])
def test_similarity_is_what_the_document_says(query):
    entries = {
        "a": ["Pisanie wniosków o dotację", "Grant writing"],
        "b": ["Rozliczanie dotacji", "sprawozdanie z dotacji"],
        "c": ["Plakaty", "Baza danych"],
    }
    found = {match.id: match.similarity for match in resolve(references_of(entries.items()), query)}
    expected = {entry: similarity for entry, similarity in by_hand(entries, query).items() if similarity > 0}
    assert found == pytest.approx(expected, abs=1e-8)


def test_every_label_and_synonym_finds_its_own_skill(skills, snapshot):
    for row, skill in enumerate(snapshot.skills.ids.tolist()):
        for text in (snapshot.skills.labels_pl[row], *snapshot.skills.synonyms_pl[row]):
            best = resolve(skills, text, 1)[0]
            assert (best.id, fold(best.text)) == (skill, fold(text))
            assert best.similarity == pytest.approx(1, abs=1e-8)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("PISANIE WNIOSKÓW", "T3.01"),
        ("pisanie wnioskow o dotacje", "T3.01"),
        ("wniosek o dotcaje", "T3.01"),
        ("kto nam napisze wniosek o dotację?", "T3.01"),
        ("ksiegowosc", "T2.01"),
        ("ksiegowść", "T2.01"),
        ("nikt z nas nie zna się na księgowaniu", "T2.01"),
        ("wolontariuszami", "T4.01"),
        ("writing grants", "T3.01"),
        ("we need help with social media", "I2.01"),
        ("rodo", "T1.03"),
        ("AI", "T5.05"),
    ],
)
def test_skill_is_found_however_it_is_written(skills, text, skill):
    assert first(skills, text) == skill


def test_phrases_of_the_sample_find_their_skill_four_times_in_five(skills):
    asked = [(text, skill) for skill, each in skill_phrases().items() for text in (each.need, each.offer)]
    assert len(asked) == 160
    assert np.mean([first(skills, text) == skill for text, skill in asked]) >= 0.8


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Rzeszów", "1863"),
        ("w Rzeszowie", "1863"),
        ("pow. rzeszowski", "1816"),
        ("podkarpackie", "18"),
        ("woj. podkarpackie", "18"),
        ("Lesser Poland", "12"),
        ("LODZ", "1061"),
    ],
)
def test_region_is_found_by_its_name(regions, text, region):
    assert first(regions, text) == region


def test_sphere_is_found_in_either_language(spheres, snapshot):
    label_of = dict(zip(snapshot.spheres.ids.tolist(), snapshot.spheres.labels_pl.tolist(), strict=True))
    assert "zwierząt" in label_of[first(spheres, "pomagamy zwierzętom")]
    assert "Turystyka" in label_of[first(spheres, "tourism and sightseeing")]


def test_name_of_two_regions_is_doubtful(regions):
    matches = resolve(regions, "powiat krośnieński")
    assert [match.id for match in matches[:2]] == ["0802", "1807"]
    assert matches[0].similarity == matches[1].similarity
    assert confidence(matches) is Confidence.DOUBTFUL


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "🙂" * 50, "?!", "szukamy pomocy, bo nie wiemy jak", "the and of", "…\n\n"]
)
def test_text_that_tells_nothing_finds_nothing(skills, text):
    assert resolve(skills, text) == ()
    assert asked_for(skills, text) == ()
    assert confidence(resolve(skills, text)) is Confidence.NONE


def test_nul_and_one_letter_are_taken(skills):
    assert first(skills, "księgo\0wość") is not None
    assert all(0 < match.similarity < 0.5 for match in resolve(skills, "x"))


@pytest.mark.parametrize("entries", [[], [("a", [])], [("a", ["", "🙂"])]])
def test_nothing_to_find_is_an_empty_answer(entries):
    references = references_of(entries)
    assert len(references) == 0
    assert resolve(references, "księgowość") == ()
    assert asked_for(references, "księgowość") == ()


@pytest.mark.parametrize("k", [-1, 0, 1, 3, 10_000])
def test_at_most_k_come_the_best_first_and_ties_by_id(k):
    references = references_of([("b", ["kot"]), ("a", ["kot"]), ("c", ["kotek"]), ("d", ["pies"])])
    assert [match.id for match in resolve(references, "kot", k)] == ["a", "b", "c"][: max(k, 0)]


def test_order_of_entries_and_of_their_texts_does_not_matter():
    entries = [("a", ["kot", "mały pies"]), ("b", ["pies"]), ("c", ["duży kot", "rybka"])]
    turned = [(entry, texts[::-1]) for entry, texts in entries[::-1]]
    for text in ("koty i psy", "duży pies", "rybki"):
        assert resolve(references_of(entries), text) == resolve(references_of(turned), text)


def test_id_given_twice_has_the_texts_of_both():
    references = references_of([("a", ["kot"]), ("b", ["rybka"]), ("a", ["pies"])])
    assert (references.ids, references.texts) == (("a", "b"), ("kot", "pies", "rybka"))
    assert first(references, "pieski") == "a"


def test_label_of_small_words_alone_stays_a_label_and_disturbs_nobody():
    references = references_of([("a", ["Po co"]), ("b", ["kot"])])
    assert first(references, "kot") == "b"
    assert resolve(references, "po co") == ()


@pytest.mark.parametrize(
    ("similarities", "expected"),
    [
        ([], Confidence.NONE),
        ([0.29], Confidence.NONE),
        ([0.3], Confidence.DOUBTFUL),
        ([0.54, 0.1], Confidence.DOUBTFUL),
        ([0.55], Confidence.SURE),
        ([0.75, 0.5], Confidence.SURE),
        ([0.75, 0.75], Confidence.DOUBTFUL),
        ([0.75, 0.7], Confidence.DOUBTFUL),
    ],
)
def test_confidence_goes_by_similarity_and_by_the_lead(similarities, expected):
    assert confidence([Match(str(at), similarity, "") for at, similarity in enumerate(similarities)]) is expected


def test_windows_are_sentences_and_halves_overlap_in_long_ones():
    words = [f"slowo{number}" for number in range(11)]
    assert windows_of("Kot śpi. Pies\nRyba") == [("kot", "spi"), ("pies",), ("ryba",)]
    assert windows_of(" ".join(words)) == [tuple(words[:8]), tuple(words[4:])]
    assert windows_of(" ".join(words[:8])) == [tuple(words[:8])]
    assert windows_of(" ".join(words[:9]), NARROW) == [tuple(words[at : at + 4]) for at in (0, 2, 4)] + [
        tuple(words[6:9])
    ]
    assert len(windows_of(" ".join(f"w{number}" for number in range(20_000)))) == MAX_WINDOWS
    assert WIDE == 8


CALL = """Jesteśmy kołem gospodyń i chcemy napisać wniosek o dotację na remont świetlicy. Nie umiemy go potem rozliczyć:
boimy się sprawozdania z dotacji. Przydałby się też ktoś, kto zrobi nam stronę internetową!"""


def test_several_skills_are_found_in_one_call_each_in_its_place(skills):
    asked = {each.id: each for each in asked_for(skills, CALL)}
    assert {"T3.01", "T2.03", "I2.02"} <= set(asked)
    assert "wniosek" in asked["T3.01"].words
    assert "sprawozdania" in asked["T2.03"].words
    assert "internetowa" in asked["I2.02"].words
    shares = [each.share for each in asked_for(skills, CALL)]
    assert shares == sorted(shares, reverse=True)
    assert all(0.2 <= share <= 1 for share in shares)


def test_nothing_is_asked_for_that_is_only_like_what_is_asked_for(skills):
    assert [each.id for each in asked_for(skills, "Rozliczanie dotacji")] == ["T2.03"]
    assert asked_for(skills, "Rozliczanie dotacji")[0].share == pytest.approx(1)


@pytest.mark.parametrize("k", [0, 2, 10_000])
def test_at_most_k_skills_are_asked_for(skills, k):
    everything = asked_for(skills, CALL, 80)
    assert asked_for(skills, CALL, k) == everything[:k]


def test_indexes_are_ready_at_once_and_a_long_text_takes_a_bounded_time(snapshot, skills):
    began = time.process_time()
    for table in (snapshot.skills, snapshot.spheres, snapshot.regions):
        references_of_table(table)
    built = time.process_time() - began
    rng = np.random.default_rng(1)
    letters = "".join(rng.choice(list("abcdefghijklmnoprstuwz     "), 100_000))
    began = time.process_time()
    resolve(skills, letters)
    # Ten times what it takes on a quiet machine, so that a busy one does not fail.
    assert built < 1
    assert time.process_time() - began < 3


def test_stop_words_are_folded_words():
    assert {word for word in STOP_WORDS if fold(word) != word or not word.isalpha()} == set()


@pytest.mark.shared
def test_evaluation_queries_find_their_skill_and_those_without_one_stand_out(skills):
    if not QUERIES.exists():
        pytest.skip(f"the evaluation queries are not at {QUERIES}")
    with QUERIES.open(encoding="utf-8", newline="") as stream:
        rows = [(row["query_pl"], row["gold_skill_code"]) for row in csv.DictReader(stream)]
    top = [next(iter(resolve(skills, query, 1)), Match("", 0.0, "")) for query, _ in rows]
    hits = [match.id == gold for match, (_, gold) in zip(top, rows, strict=True) if gold]
    assert (len(rows), len(hits)) == (66, 56)
    assert np.mean(hits) >= 0.84
    assert roc_auc_score([bool(gold) for _, gold in rows], [match.similarity for match in top]) >= 0.95
