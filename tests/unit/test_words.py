"""Words of longer texts as sparse vectors, against scikit-learn."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from graph.folding import fold
from graph.snapshot import snapshot_of
from matching import recommend
from matching.text.self_words import SELF_WORDS
from matching.text.stop_words import STOP_WORDS
from matching.words import STEM, Vocabulary, common_terms, cosines, stems_of, words, words_with
from seeds.programme import sample_programme
from tests.networks import Network

ABOUT = {
    "a": "Prowadzimy warsztaty dla seniorów i warsztaty dla dzieci z okolicznych wsi.",
    "b": "Warsztat rowerowy; uczymy dzieci naprawy rowerów.",
    "c": "Seniorzy uczą dzieci gotowania, a dzieci seniorów obsługi telefonu.",
    "d": "Strzyżenie owiec",
    "e": "",
    "f": None,
    "g": "szukamy pomocy dla nas",
}


@pytest.fixture
def known():
    network = Network()
    for name, about in ABOUT.items():
        network.actor(name, **({} if about is None else {"about": about}))
    return words(network.snapshot())


def by_scikit_learn(texts, queries):
    """Cosines of queries and texts, weighed as the module says it does."""
    written = [text or "" for text in texts]
    kept = [" ".join(stems_of(text)) for text in written]
    n_texts = sum(bool(text) for text in kept)
    vectorizer = TfidfVectorizer(
        tokenizer=str.split, token_pattern=None, lowercase=False, sublinear_tf=True, min_df=2, max_df=n_texts // 2 + 1
    )
    fitted = vectorizer.fit([text for text in kept if text])
    return cosine_similarity(fitted.transform([" ".join(stems_of(q)) for q in queries]), fitted.transform(kept))


QUERIES = ["warsztaty dla seniorów", "Dzieci uczą się naprawy rowerów", "rowery", "nic znanego", "", "🙂\0", "dla nas"]


@pytest.mark.parametrize("query", QUERIES)
def test_cosines_are_those_of_scikit_learn(known, query):
    expected = by_scikit_learn(ABOUT.values(), [query])[0]
    assert cosines(known.of_text(query), known.actors_by_term) == pytest.approx(expected, abs=1e-6)


def test_some_of_those_cosines_tell_something():
    found = by_scikit_learn(ABOUT.values(), QUERIES)
    assert found[0].argmax() == 0
    assert found[1][1] > 0.5
    assert not found[3:].any()


def test_text_of_100000_characters_is_taken(known):
    assert cosines(known.of_text("seniorzy " * 12_000), known.actors_by_term).max() > 0


def test_stop_words_are_no_terms_and_never_told():
    assert stems_of("szukamy pomocy dla nas, i tym rowerem") == ["rowere"]
    assert all(len(stem) <= STEM and stem not in STOP_WORDS for text in ABOUT.values() for stem in stems_of(text or ""))
    vocabulary = Vocabulary()
    text = "Dla seniorów i dla dzieci"
    terms = vocabulary.terms_of(text).tolist()
    assert words_with(vocabulary, [text], terms) == ("seniorów", "dzieci")


def test_common_terms_are_those_that_weigh_most(known):
    terms = common_terms(known.of_text("seniorzy, dzieci, warsztaty"), known.actors, 0, 2)
    assert len(terms) == 2
    weights = np.asarray(known.of_text("seniorzy, dzieci, warsztaty").multiply(known.actors[[0]]).todense())[0]
    assert sorted(weights[list(terms)]) == pytest.approx(np.sort(weights)[-2:])


def test_words_told_in_the_sample_are_no_stop_words():
    programme = sample_programme()
    stems = {stem for node in programme.nodes for stem in stems_of(str(node.properties.get("about") or ""))}
    assert len(stems) > 300
    assert not stems & {"dla", "tym", "jak", "wspars", "pomocy", "szukam"}


@pytest.mark.parametrize(
    "trivial",
    ["Prowadzimy działania od 2010 roku", "organizacje, projekt i sieć mieszkańców", "Projects of our organisation"],
)
def test_words_with_which_everybody_describes_itself_are_no_terms(trivial):
    assert stems_of(trivial) == []


def test_forms_that_begin_like_a_trivial_word_and_mean_something_else_stay_terms():
    assert stems_of("mieszkania, plac zabaw, działka, organy") == ["mieszk", "plac", "zabaw", "dzialk", "organy"]


def test_no_reason_of_the_sample_tells_a_trivial_word():
    programme = sample_programme()
    snapshot = snapshot_of(programme.nodes, programme.links)
    told = set()
    for seeker in (f"org-{number:04}" for number in range(1, 271, 6)):
        for one in recommend(snapshot, seeker, "peer").suggestions:
            told |= {
                word for reason in one.reasons if reason.signal in {"text", "names"} for word in reason.facts["words"]
            }
    assert len(told) > 100
    assert not told & {
        "działania",
        "organizacje",
        "roku",
        "projekt",
        "Stowarzyszenie",
        "Fundacja",
        "Warszawie",
        "Hucie",
    }
    assert not {fold(word) for word in told} & (STOP_WORDS | SELF_WORDS)
