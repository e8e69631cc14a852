"""Ways to find the skill that a short text means, beside each other: `python -m benchmarks.text_variants [FILE]`."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

from benchmarks.measuring import RESULTS
from benchmarks.text_queries import Entry, Query, entries, hidden_synonyms, made_queries, without_answer
from graph.folding import fold
from matching.text import references_of, resolve
from matching.text.spelling import content_words

Found = tuple[str, float]  # the first skill, "" if there is none, and its similarity
Finder = Callable[[str], Found]
NOTHING: Found = ("", 0.0)


def of_the_product(skills: Sequence[Entry]) -> Finder:
    """The product's own way."""
    references = references_of(skills)
    return lambda text: next(((each.id, each.similarity) for each in resolve(references, text, 1)), NOTHING)


def of_scikit_learn(skills: Sequence[Entry], read: Callable[[str], str] = fold, **options: object) -> Finder:
    """The cosine with the nearest label or synonym, by scikit-learn's vectorizer; ties by id."""
    texts = sorted((code, read(text)) for code, texts in skills for text in texts)
    vectorizer = TfidfVectorizer(**options)
    known = vectorizer.fit_transform([text for _, text in texts])

    def find(text: str) -> Found:
        cosines: NDArray[np.float64] = (known @ vectorizer.transform([read(text)]).T).toarray().ravel().round(9)
        best = int(cosines.argmax())
        return (texts[best][0], float(cosines[best])) if cosines[best] > 0 else NOTHING

    return find


def told(text: str) -> str:
    """The folded text without stop words."""
    return " ".join(content_words(text))


NGRAMS = {"analyzer": "char_wb", "ngram_range": (3, 5)}
VARIANTS: dict[str, Callable[[Sequence[Entry]], Finder]] = {
    "words, TF-IDF": lambda skills: of_scikit_learn(skills, token_pattern=r"[^\W_]+"),
    "n-grams 3–5, no IDF": lambda skills: of_scikit_learn(skills, use_idf=False, **NGRAMS),
    "n-grams 3–5, TF-IDF": lambda skills: of_scikit_learn(skills, **NGRAMS),
    "n-grams 3–5, TF-IDF, no stop words": lambda skills: of_scikit_learn(skills, told, **NGRAMS),
    "the product": of_the_product,
}


def measured(make: Callable[[Sequence[Entry]], Finder], asked: dict[str, list[Query]]) -> dict[str, float]:
    """Share of queries whose first skill is right, by kind of query, and AUC of having an answer."""
    find = make(entries())
    top_without = [find(text)[1] for text in without_answer()]
    shares: dict[str, float] = {}
    for name, queries in asked.items():
        found = [find(text) for text, _ in queries]
        with_answer = [(each, gold) for each, (_, gold) in zip(found, queries, strict=True) if gold]
        shares[name] = float(np.mean([each[0] == gold for each, gold in with_answer]))
        own = [each[1] for each, (_, gold) in zip(found, queries, strict=True) if not gold]
        shares[f"{name} AUC"] = _auc([each[1] for each, _ in with_answer], own or top_without)
    hidden = [make(left)(text)[0] == gold for left, (text, gold) in hidden_synonyms()]
    return shares | {"hidden synonym": float(np.mean(hidden))}


def _auc(with_answer: list[float], without: list[float]) -> float:
    has_one = [True] * len(with_answer) + [False] * len(without)
    return float(roc_auc_score(has_one, with_answer + without))


def _read(file: Path) -> list[Query]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [(row["query_pl"], row["gold_skill_code"]) for row in csv.DictReader(stream)]


def main() -> None:
    """Measure all variants, print them and write them to the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="evaluation queries, run besides")
    file = parser.parse_args().file
    asked = made_queries(np.random.default_rng(7)) | ({"evaluation": _read(file)} if file else {})
    sizes = {name: len(queries) for name, queries in asked.items()} | {"without an answer": len(without_answer())}
    results = {name: measured(make, asked) for name, make in VARIANTS.items()}
    lines = [f"queries: {sizes}", *(_line(name, shares) for name, shares in results.items())]
    print("\n".join(lines))
    (RESULTS / "text-variants.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    written = json.dumps({"n": sizes, "results": results}, ensure_ascii=False, indent=1)
    (RESULTS / "text-variants.json").write_text(written + "\n", encoding="utf-8")


def _line(name: str, shares: dict[str, float]) -> str:
    return f"{name:36}" + "  ".join(f"{kind} {share:.3f}" for kind, share in shares.items())


if __name__ == "__main__":
    main()
