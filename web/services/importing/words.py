"""What is said about a file and its rows, in Polish and English, by code."""

from __future__ import annotations

from typing import Any

from web.services.importing.row_words import facts_in

WORDS: dict[str, tuple[str, str]] = {
    # The file as a whole
    "empty": (
        "plik jest pusty; zapiszcie w nim tabelę z nagłówkami w pierwszym wierszu",
        "the file is empty; save a table with headers in its first row",
    ),
    "no_rows": (
        "w pliku są same nagłówki; dopiszcie wiersze",
        "the file has headers and no rows; add the rows",
    ),
    "too_large": (
        "plik ma ponad {most} MB, a tyle najwyżej przyjmujemy; podzielcie go na mniejsze",
        "the file is larger than {most} MB, the most that is taken; split it",
    ),
    "too_many_rows": (
        "plik ma więcej niż {most} wierszy; podzielcie go na mniejsze i wczytajcie po kolei",
        "the file has more than {most} rows; split it and import the parts one after another",
    ),
    "too_many_columns": (
        "wiersz {row} sięga dalej niż {most} kolumn; usuńcie zbędne kolumny i komórki daleko od tabeli",
        "row {row} reaches beyond {most} columns; remove columns and stray cells far from the table",
    ),
    "stray_cell": (
        "komórka leży daleko za tabelą, w wierszu {row}; usuńcie ją albo skopiujcie samą tabelę do nowego arkusza",
        "a cell stands far beyond the table, in row {row}; remove it, or copy the table alone to a new sheet",
    ),
    "too_many_cells": (
        "w pliku jest więcej niż {most} wypełnionych komórek; podzielcie go na mniejsze",
        "the file has more than {most} filled cells; split it",
    ),
    "giant_cell": (
        "komórka w wierszu {row} ma ponad {most} znaków; skróćcie ją (albo sprawdźcie, czy nie brakuje cudzysłowu)",
        "a cell in row {row} has more than {most} characters; shorten it (or look for a missing quotation mark)",
    ),
    "open_quote": (
        "cudzysłów otwarty w wierszu {row} nie jest zamknięty; poprawcie ten wiersz",
        "the quotation mark opened in row {row} is never closed; correct that row",
    ),
    "nul": (
        "w wierszu {row} jest znak NUL, którego nie ma w zwykłym tekście; zapiszcie plik jeszcze raz jako CSV UTF-8",
        "row {row} holds a NUL character, which no text has; save the file again as CSV UTF-8",
    ),
    "surrogate": (
        "w wierszu {row} jest uszkodzony znak (połowa pary Unicode); wpiszcie go jeszcze raz i zapiszcie plik",
        "row {row} holds a broken character (half of a Unicode pair); type it again and save the file",
    ),
    "not_text": (
        "to nie jest plik tekstowy, choć tak się nazywa; zapiszcie tabelę jako CSV UTF-8 albo XLSX",
        "this is no text file, though its name says so; save the table as CSV UTF-8 or XLSX",
    ),
    "is_workbook": (
        "to jest skoroszyt Excela, choć nazwa mówi co innego; zmieńcie rozszerzenie na .xlsx",
        "this is an Excel workbook, though its name says otherwise; rename it to end in .xlsx",
    ),
    "is_not_workbook": (
        "nazwa mówi, że to XLSX, ale w środku jest coś innego; otwórzcie plik i zapiszcie jako XLSX albo CSV UTF-8",
        "the name says XLSX, but the content is something else; open the file and save it as XLSX or CSV UTF-8",
    ),
    "is_markup": (
        "to jest strona internetowa albo plik {kind}, a nie tabela; otwórzcie go w arkuszu i zapiszcie jako XLSX "
        "albo CSV UTF-8",
        "this is a web page or a file of {kind}, not a table; open it in a spreadsheet and save it as XLSX "
        "or CSV UTF-8",
    ),
    "old_or_encrypted": (
        "to jest skoroszyt zabezpieczony hasłem albo stary plik XLS; zapiszcie go bez hasła jako XLSX",
        "this is a workbook with a password, or an old XLS file; save it without a password as XLSX",
    ),
    "encrypted": (
        "to jest plik zabezpieczony hasłem; zapiszcie go bez hasła jako XLSX",
        "this file has a password; save it without one as XLSX",
    ),
    "macros": (
        "skoroszyt ma makra, a takich nie wczytujemy; zapiszcie go jako XLSX bez makr",
        "the workbook has macros, and such are not read; save it as XLSX without macros",
    ),
    "bomb": (
        "po rozpakowaniu plik miałby {size} MB, a przyjmujemy do {most} MB; "
        "skopiujcie samą tabelę do nowego skoroszytu i zapiszcie",
        "unpacked, the file would have {size} MB, and up to {most} MB are taken; "
        "copy the table alone to a new workbook and save that",
    ),
    "entities": (
        "w pliku są definicje XML (encje), których zwykły arkusz nie ma; nie wczytujemy go, "
        "zapiszcie tabelę jeszcze raz w arkuszu",
        "the file defines XML entities, which no spreadsheet program writes; it is not read, "
        "save the table again in a spreadsheet",
    ),
    "damaged": (
        "skoroszyt jest uszkodzony ({cause}); otwórzcie go w arkuszu i zapiszcie jeszcze raz",
        "the workbook is damaged ({cause}); open it in a spreadsheet and save it again",
    ),
    # Columns
    "no_such_column": (
        "w pliku nie ma kolumny „{header}”; są: {headers}",
        "the file has no column “{header}”; it has: {headers}",
    ),
    "no_such_field": (
        "„{field}” nie jest polem tego rodzaju pliku ({kind}); są: {fields}",
        "{field} is not a field of this kind of file ({kind}); there are: {fields}",
    ),
    "no_column": (
        "żadna kolumna nie jest polem „{field_name}”, bez którego nie da się wczytać takiego pliku ({kind}); "
        'powiedzcie która (--column "NAGŁÓWEK={field}") albo wybierzcie inny rodzaj (--as). Są: {headers}',
        "no column is “{field_name}”, without which such a file ({kind}) cannot be read; say which "
        '(--column "HEADER={field}"), or choose another kind (--as). There are: {headers}',
    ),
    "sensitive_column": (
        "kolumny „{header}” nie przyjmujemy: mówi o tożsamości, zdrowiu albo przekonaniach; pomińcie ją",
        "the column “{header}” is not taken: it is on identity, health or belief; skip it",
    ),
    "double_field": (
        "dwie kolumny mają być polem „{field}”; wybierzcie jedną",
        "two columns are to be {field}; choose one",
    ),
    # Found by its path
    "not_there": (
        "takiego pliku tu nie ma; sprawdźcie nazwę i folder",
        "there is no such file; check its name and folder",
    ),
    "folder": ("to folder; podajcie plik, który w nim leży", "this is a folder; name a file in it"),
    # Writing and undoing
    "no_file": ("nie wybrano pliku; wybierzcie go", "no file was chosen; choose one"),
    "busy": (
        "inni ciągle zmieniają sieć; spróbujcie za chwilę",
        "others keep changing the network; try again in a moment",
    ),
    "nothing_to_undo": (
        "nie ma wczytania ani połączenia, które można cofnąć; cofa się tylko ostatnie",
        "there is no import or merge to undo; only the last one can be",
    ),
    "built_on": (
        "nie można cofnąć, bo od tamtej pory coś z tego wynikło lub się zmieniło ({n}): {what}; "
        "poprawcie te wpisy osobno",
        "it cannot be undone, since something was built on it or changed ({n}): {what}; correct those by themselves",
    ),
    # Merging two who are in the network
    "merge_itself": (
        "to dwa razy ten sam wpis ({actor_id}); podajcie dwa różne",
        "that is twice the same ({actor_id}); name two",
    ),
    "merge_nobody": (
        "nie ma w sieci nikogo o identyfikatorze {actor_id}; sprawdźcie go",
        "there is nobody with the id {actor_id} in the network; check it",
    ),
    "merge_person": (
        "{actor_id} to osoba, a osób nie łączymy; poprawcie jej wpis osobno",
        "{actor_id} is a person, and persons are not merged; correct their entry by itself",
    ),
    "merge_numbers": (
        "mają różne numery {number} ({first} i {second}), więc to nie ta sama organizacja; jeśli jeden jest błędny, "
        "najpierw go poprawcie",
        "they have different {number} numbers ({first} and {second}), so they are not one; if one is wrong, correct it "
        "first",
    ),
    "merge_member": (
        "{actor_id} jest w cyklu {cohort} i nie może zniknąć; spróbujcie odwrotnie, żeby ten wpis został, a zniknął "
        "{kept}",
        "{actor_id} is in the cohort {cohort} and cannot go; try the other way round, so that it stays and {kept} goes",
    ),
    "not_a_merge": (
        "ostatnie było wczytanie pliku {file}, a nie połączenie; cofa je `ogniwo import undo`",
        "the last was the import of {file}, no merge; `ogniwo import undo` takes it back",
    ),
    "unknown_name": (
        "nie wiadomo, co to za plik ({name}); przyjmujemy .csv, .tsv, .txt i .xlsx",
        "{name} is of an unknown kind; .csv, .tsv, .txt and .xlsx are taken",
    ),
}


def said(code: str, language: str, **facts: Any) -> str:
    """The words for the code in that language ("pl" or "en").

    >>> said("too_many_rows", "en", most=20000)
    'the file has more than 20000 rows; split it and import the parts one after another'
    """
    polish, english = WORDS[code]
    return (polish if language == "pl" else english).format(**facts_in(language, facts))
