"""Words with which everybody describes itself: they stand in every text and tell nobody apart.

Between two descriptions, or a call and a description, they are no common ground. Where a text is resolved to skills
(`matching.text.resolving`) they count: "organizacja wydarzenia" is a skill.
"""

from __future__ import annotations

from graph.folding import fold

# Six letters with which all forms of such a word begin.
_STEMS = """
aktywn angazu associ czlone czlonk dolacz dziala existi inicja istnie kilkad kilkan kontak lokaln miejsc najbar najpil
niefor obecni okolic organi ostatn pierws planuj pomaga potrze pracuj projec projek prowad rozwij siedem spolec staram
stowar towarz wlasne wspoln wspolp wszyst wydarz zaanga zachec zaczel zaczyn zajmow zajmuj zapras
"""
_POLISH = """
rok roku rokiem lat lata latach czas czasu wiek wieku dziś dzisiaj nadal ciągle zamian powstał powstała powstało
powstały powstaliśmy mieszkaniec mieszkańcy mieszkańca mieszkańców mieszkańcom mieszkańcami mieszkańcach mieszkanki
mieszkanek powiat powiatu powiatowe powiecie gmina gminy gminie uczestnik uczestnicy uczestników uczestniczki praca
prace pracy pracę program programu rada rady radę sieć sieci strony plan planie planu poza oprócz sami samych samym
siebie nawzajem innego innym innymi inną między mała małe mały małych małej duża duże dużo duży dużych dawna dawne
dawnych nowa nowe nowy nowych różne różny różnych cały całej całego całą chętny chętni chętnych wszyscy każda każdej
każdego każdym kolejny kolejna kolejne krótki krótka krótkie trzeba lubią lubimy mówili miały miało zwykłe zwykły
łączy łączą jeden jedna jedno dwa dwie dwoje dwóch trzy trzech cztery czterech pięć pięciu sześć sześciu osiem ośmiu
dziewięć dziewięciu dziesięć dziesięciu fundacja fundacji fundację grupa grupy grupę partner partnera partnerzy
partnerów pomysł pomysły pomysłów przygotować przygotowaniu uczą uczymy nauczyliśmy zapisać spotkać spotykamy
"""
_ENGLISH = """
active activities activity based community each every existing five foundation founded four join joined local many
member members new organise organised organize participants people place since three together town two various village
work working year years
"""

SELF_STEMS = frozenset(_STEMS.split())
SELF_WORDS = frozenset(fold(word) for word in (_POLISH + _ENGLISH).split())
