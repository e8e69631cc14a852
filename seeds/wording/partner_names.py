"""Names of invented partners; none is the official name of an existing body."""

from __future__ import annotations

import random
from collections.abc import Mapping

from seeds.wording.facts import PartnerFacts
from seeds.wording.titles import title

# Patterns by type and kind of place. Village ones may sound official, since the village is
# invented; in real towns every name carries an invented title.
_VILLAGE: Mapping[str, tuple[str, ...]] = {
    "P01": ("Urząd Gminy {where}", "Urząd Gminy {name}"),
    "P04": ("Sołectwo {name}", "Rada Sołecka {where}"),
    "P05": ("Gminna Biblioteka Publiczna {where}", "Biblioteka „{title}” {where}"),
    "P06": ("Gminny Ośrodek Kultury {where}", "Świetlica Wiejska „{title}” {where}"),
    "P08": ("Szkoła Podstawowa {where}", "Przedszkole „{title}” {where}"),
    "P10": ("Gminny Ośrodek Pomocy Społecznej {where}",),
    "P11": ("Centrum Usług Społecznych {where}",),
    "P13": ("Ośrodek Zdrowia {where}",),
    "P16": ("Bank Spółdzielczy {where}",),
    "P20": ("Lokalna Grupa Działania „{title}”",),
    "P22": ("Parafia {where}", "Parafialny Zespół Charytatywny {where}"),
    "P23": ("Ochotnicza Straż Pożarna {where}",),
    "P26": ("Gminny Zakład Komunalny {where}",),
}
_ANYWHERE: Mapping[str, tuple[str, ...]] = {
    "P01": ("Miejski Referat Inicjatyw „{title}” {where}",),
    "P02": ("Powiatowy Punkt Inicjatyw „{title}” {where}",),
    "P03": ("Regionalna Pracownia Polityki Społecznej „{title}”",),
    "P04": ("Rada Osiedla „{title}” {where}",),
    "P05": ("Biblioteka „{title}” {where}", "Filia biblioteczna „{title}” {where}"),
    "P06": ("Dom Kultury „{title}” {where}", "Ośrodek Kultury „{title}” {where}"),
    "P07": ("Muzeum „{title}” {where}", "Teatr „{title}” {where}"),
    "P08": ("Szkoła „{title}” {where}", "Przedszkole „{title}” {where}"),
    "P09": ("Pracownia Badań Społecznych „{title}” {where}", "Wyższa Szkoła „{title}” {where}"),
    "P10": ("Ośrodek Wsparcia „{title}” {where}",),
    "P11": ("Centrum Usług Społecznych „{title}” {where}",),
    "P12": ("Punkt Wsparcia Rodziny „{title}” {where}", "Powiatowy Klub Pracy „{title}” {where}"),
    "P13": ("Przychodnia „{title}” {where}",),
    "P14": ("Piekarnia „{title}” {where}", "Drukarnia „{title}” {where}", "Księgarnia „{title}” {where}"),
    "P15": ("Fundacja korporacyjna „{title}”", "Zakłady „{title}” {where}"),
    "P16": ("Izba Gospodarcza „{title}” {where}", "Bank Spółdzielczy „{title}” {where}"),
    "P17": ("Portal „{title}” {where}", "Radio „{title}” {where}", "Tygodnik „{title}” {where}"),
    "P18": ("Centrum Organizacji „{title}” {where}", "Inkubator „{title}” {where}"),
    "P19": ("Ośrodek Ekonomii Społecznej „{title}” {where}",),
    "P20": ("Lokalna Grupa Działania „{title}”",),
    "P21": ("Fundusz Lokalny „{title}” {where}",),
    "P22": ("Dom Parafialny „{title}” {where}",),
    "P23": ("Straż Sąsiedzka „{title}” {where}",),
    "P24": ("Pracownia doradcza „{title}”", "Szkolenia i facylitacja „{title}”"),
    "P25": ("{abroad}",),
    "P26": ("Zakład Zieleni „{title}” {where}",),
}


_ABROAD = (
    *("Nordbrygge Nettverk (Norwegia)", "Fjellbekk Frivillighet (Norwegia)", "Havblikk Ungdom (Norwegia)"),
    *("Birkilundur samtök (Islandia)", "Hafnarljós (Islandia)", "Verein Talbrücke (Liechtenstein)"),
)


def partner_name(facts: PartnerFacts, rng: random.Random) -> str:
    """A name that such a partner could bear."""
    patterns = _ANYWHERE[facts.partner_type]
    # A village has one office of each kind; a second one there must bear a title.
    if facts.village and rng.random() < 0.85:
        patterns = _VILLAGE.get(facts.partner_type, patterns)
    return rng.choice(patterns).format(
        where=facts.place.where, name=facts.place.name, title=title(rng), abroad=rng.choice(_ABROAD)
    )
