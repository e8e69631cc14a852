"""Queries made from the skills themselves, to choose a way to compare texts without the evaluation queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

import numpy as np

from graph.folding import fold
from seeds.reference.skills import skills
from seeds.wording.phrases import skill_phrases

Query = tuple[str, str]  # a text and the skill that it means
Entry = tuple[str, tuple[str, ...]]

SENTENCES = (
    "szukamy kogoś, kto zna się na temacie: {}",
    "potrzebujemy wsparcia, chodzi o {}",
    "kto nam pomoże? {}",
    "{} – jak zacząć",
    "chcielibyśmy się nauczyć: {}",
    "{} w naszej małej wiejskiej organizacji",
    "we need help with {}",
    "czy ktoś mógłby nam doradzić w sprawie {}, bo jesteśmy początkujący",
)

WITHOUT_ANSWER = """
naprawa dachu; wynajem autokaru; przepis na sernik; jaka jutro pogoda; kupię opony zimowe; wymiana okien w szkole;
lekcje gry na pianinie; strzyżenie psów; montaż fotowoltaiki; remont łazienki; bilety na mecz; hurtownia warzyw;
przewóz mebli; skup złomu; szczepienie kota; rozkład jazdy pociągów do Krakowa; tapicer; potrzebny hydraulik;
koszenie trawy na boisku; sprzedam rower; lekarz dentysta; kredyt hipoteczny; nocleg dla drużyny piłkarskiej;
mechanik samochodowy; szukamy kucharza na obóz; kurs nurkowania; nauka języka hiszpańskiego; wypożyczenie namiotu;
dowóz drewna na opał; czyszczenie dywanów; kupno instrumentów dętych; trener siatkówki dla juniorek; uprawa
pomidorów; nowe stroje ludowe; zdjęcie rentgenowskie kolana; kto gra w szachy; wycieczka w góry; adopcja psa ze
schroniska; tłumaczenie z chińskiego; korepetycje z matematyki; paczki z żywnością; plac zabaw; chór szuka
dyrygenta; naprawa komputera; drukarka 3D; budowa domu; zgubiłem klucze; ubezpieczenie samochodu; recepta na
okulary; asdfgh qwerty; dzień dobry; nie wiem; pozdrawiam serdecznie; brak; wszystko; ok; 12345; how to bake bread;
looking for a used car; cheap flights to Spain
"""


def entries() -> list[Entry]:
    """Each skill with its labels (Polish, English) and synonyms."""
    return [(skill.code, (skill.label_pl, skill.label_en, *skill.synonyms_pl)) for skill in skills()]


def without_answer() -> list[str]:
    """Texts that mean no skill."""
    return [" ".join(text.split()) for text in WITHOUT_ANSWER.split(";")]


def made_queries(rng: np.random.Generator) -> dict[str, list[Query]]:
    """Queries by what was done to make them; those of inflected words need morfeusz2, and are left out without it."""
    texts = [(text, code) for code, texts in entries() for text in texts]
    polish = [(text, code) for code, texts in entries() for text in (texts[0], *texts[2:])]
    phrases = [(text, code) for code, each in skill_phrases().items() for text in (each.need, each.offer)]
    queries = {"phrases": phrases, "typing errors": [(mistyped(fold(text), rng), code) for text, code in texts]}
    inflect = _inflecting(rng)
    if inflect is not None:
        queries["inflected"] = [(inflect(text), code) for text, code in polish]
        queries["in a sentence"] = [(str(rng.choice(SENTENCES)).format(inflect(text)), code) for text, code in polish]
    return queries


def hidden_synonyms() -> Iterator[tuple[list[Entry], Query]]:
    """Every synonym as a query, with the skills as they are without it."""
    everything = entries()
    for row, (code, texts) in enumerate(everything):
        for at in range(2, len(texts)):
            left = (code, texts[:at] + texts[at + 1 :])
            yield [*everything[:row], left, *everything[row + 1 :]], (texts[at], code)


def mistyped(text: str, rng: np.random.Generator) -> str:
    """The text with one error inside a long word: two letters swapped, one lost, doubled or another."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) > 4] or list(range(len(words)))
    at = int(rng.choice(long))
    word = words[at]
    if len(word) < 4:
        return text
    i = int(rng.integers(1, len(word) - 1))
    other = str(rng.choice(list("aeioprtszklmn")))
    middles = (word[i + 1] + word[i], "", word[i] * 2, other)
    middle = middles[int(rng.integers(len(middles)))]
    end = word[i + 2 :] if middle == middles[0] else word[i + 1 :]
    return " ".join([*words[:at], word[:i] + middle + end, *words[at + 1 :]])


def _inflecting(rng: np.random.Generator) -> Callable[[str], str] | None:
    """A function that puts each noun and adjective of a text into any of its forms."""
    try:
        dictionary = import_module("morfeusz2").Morfeusz()
    except ImportError:
        return None

    def inflected(word: str) -> str:
        found = [each[2] for each in dictionary.analyse(word) if each[2][2].split(":")[0] in ("subst", "adj", "ger")]
        if not found:
            return word
        _, lemma, tag = found[0][:3]
        generated = dictionary.generate(lemma.split(":")[0])
        forms = sorted({form[0] for form in generated if form[2].split(":")[0] == tag.split(":")[0]})
        affirmed = [form for form in forms if form.startswith("nie") == word.lower().startswith("nie")]
        return str(rng.choice(affirmed)) if affirmed else word

    return lambda text: " ".join(map(inflected, text.split()))
