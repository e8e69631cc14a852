"""Everyday words for entries of the reference, beside their labels; folded they must name one entry each."""

from __future__ import annotations

from graph.schema import COMPONENTS, COOPERATION_KINDS, EVENT_KINDS, REACHES, SETTLEMENTS

# Property, kind of its labels, codes.
LABELLED = (
    ("component", "component", COMPONENTS),
    ("reach", "reach", REACHES),
    ("settlement", "settlement", SETTLEMENTS),
    ("kind", "event_kind", EVENT_KINDS),
    ("mode", "event_mode", ("online", "on_site")),
    ("cooperation", "cooperation", COOPERATION_KINDS),
)
# By code, of all of these together.
CHOICES = {
    "training": ("warsztat", "warsztaty", "workshop", "szkolenia", "kurs"),
    "meeting": ("spotkanie",),
    "visit": ("wizyta", "wizyta studyjna", "study visit"),
    "online": ("zdalnie", "zdalny", "zoom", "on-line"),
    "on_site": ("stacjonarnie", "stacjonarny", "na miejscu", "on site", "onsite", "in person"),
    "project": ("projekt",),
    "event": ("wydarzenie",),
    "service": ("usługa", "doradztwo", "advice"),
    "resources": ("zasoby", "użyczenie"),
    "informal": ("nieformalna", "nieformalnie"),
    "image": ("budowanie wizerunku",),
    "network": ("sieciowanie", "budowanie sieci"),
    "strategy": ("strategia",),
}
# What people call the spheres of the act, whose labels are long.
SPHERES = {
    "SP01": ("pomoc społeczna", "social assistance", "social help"),
    "SP03": ("dobroczynność", "charity"),
    "SP04": ("tradycja", "patriotyzm", "folklor", "tożsamość narodowa"),
    "SP05": ("mniejszości narodowe", "minorities"),
    "SP05A": ("migranci", "cudzoziemcy", "uchodźcy", "migrants", "refugees"),
    "SP06": ("zdrowie", "ochrona zdrowia", "promocja zdrowia", "health"),
    "SP07": ("niepełnosprawność", "osoby niepełnosprawne", "niepełnosprawni", "disability"),
    "SP08": ("rynek pracy", "zatrudnienie", "aktywizacja zawodowa", "employment"),
    "SP10": ("seniorzy", "osoby starsze", "seniors", "older people"),
    "SP11": ("przedsiębiorczość", "rozwój gospodarczy", "gospodarka"),
    "SP12": ("innowacje", "technika", "technologia", "innovation", "technology"),
    "SP13": ("rozwój lokalny", "społeczność lokalna", "społeczności lokalne", "local development", "community"),
    "SP14": ("edukacja", "oświata", "nauka", "wychowanie", "education"),
    "SP15": ("młodzież", "dzieci", "dzieci i młodzież", "youth", "children", "children and youth"),
    "SP16": ("kultura", "sztuka", "kultura i sztuka", "dziedzictwo", "culture", "art", "arts", "heritage"),
    "SP17": ("sport", "sport i rekreacja", "rekreacja", "sports"),
    "SP18": ("ekologia", "środowisko", "ochrona środowiska", "ochrona przyrody", "zwierzęta", "ochrona zwierząt",
             "environment", "ecology", "animals"),
    "SP19": ("turystyka", "krajoznawstwo", "tourism"),
    "SP20": ("bezpieczeństwo", "bezpieczeństwo publiczne", "safety"),
    "SP22": ("prawa człowieka", "human rights"),
    "SP23": ("ratownictwo", "ochrona ludności", "rescue"),
    "SP27": ("wolontariat", "volunteering"),
    "SP31": ("rodzina", "family"),
    "SP32": ("uzależnienia", "profilaktyka uzależnień", "addiction"),
    "SP32A": ("rewitalizacja",),
    "SP33": ("wsparcie ngo", "wsparcie organizacji", "organizacje pozarządowe"),
}  # fmt: skip
# What registers and people write for the legal forms.
FORMS = {
    "ASSOC": ("stowarzyszenie", "stowarzyszenie rejestrowe", "association"),
    "ASSOC_ORD": ("stowarzyszenie zwykłe",),
    "FOUND": ("fundacja", "foundation"),
    "UNION": ("związek stowarzyszeń", "federacja", "federation"),
    "KGW": ("koło gospodyń wiejskich", "kgw"),
    "UKS": ("uczniowski klub sportowy", "uks"),
    "SPORT_ASSOC": ("stowarzyszenie kultury fizycznej", "klub sportowy", "sports club"),
    "OSP": ("ochotnicza straż pożarna", "osp"),
    "LGD": ("lokalna grupa działania", "lgd"),
    "SOC_COOP": ("spółdzielnia socjalna",),
    "NONPROFIT_CO": ("spółka non-profit", "spółka non profit"),
    "CHURCH": ("kościelna osoba prawna",),
    "INFORMAL": ("grupa nieformalna", "nieformalna", "informal group", "informal"),
}
