"""Words that say nothing about what is meant: small words, and the words people ask with."""

from __future__ import annotations

from graph.folding import fold

_POLISH = """
a aby albo ale ani aż bardziej bardzo bez bo by być był była było były bym byśmy byłoby będą będzie będziemy będę chce
chcemy chciał chciała chciałby chciałbym chciałabym chcielibyśmy choć ci cię co coś czego czegoś czemu czy czyli czym
dla dlaczego do gdy gdyż gdzie go i ich ile im inny inne innych iż ja jak jaka jakaś jaki jakie jakiegoś jakiś jako je
jego jej jest jestem jesteśmy jeszcze jeśli jeżeli już każdy kiedy kilka kilku kim kogo kogoś komuś kto ktoś która
które którego której który których którym którzy lub ma mają mam mamy mi miałby mieć mnie mogliby moglibyśmy mogłaby
mógłby moja moje mój można może możemy możesz mu musi musimy my na nad nam nami naprawdę nas nasz nasza nasze naszego
naszej naszemu naszych naszym naszymi nią nic nich nie niech niego niej nikogo nikomu nikt nim nimi niż no o od on ona
one oni ono oraz po pod ponieważ potem przecież przed przede przez przy raz razem również sam sama są się skąd sobą
sobie swoich swoim swoimi swoja swoje swojej swój ta tak taka taki takich takie także tam te tego tej ten teraz też to
tobą trochę trzeba tu tutaj twoj ty tych tylko tym u w wam wami was we według więc wszystkie wszystkich wszystko wtedy
wy z za zas zawsze zaś ze że żeby
chodzi temacie temat tematem tematu sprawa sprawach sprawie sposób
szuka szukają szukam szukamy poszukuje poszukujemy potrzeba potrzebna potrzebne potrzebni potrzebny potrzebuje
potrzebujecie potrzebujemy potrzebuję brak brakuje pomagać pomoc pomocy pomogą pomoże pomożemy pomóc pomóżcie wesprzeć
wsparcia wsparcie wsparciu wspiera doradzi doradzić podpowiedzieć porada porady poradzić radę nauczyć pokazać
opowiedzieć podzielić robi robić robimy zrobić umie umieć umiemy wie wiedzieć wiemy zacząć zajmuje zna znać oferuje
oferujemy możliwość chętnie proszę prosimy dziękuję dzień dobry witam pozdrawiam osoba osobę osoby osób ludzi ludzie
"""
_ENGLISH = """
a about all also an and any are as at be been but by can could do does for from get give had has have he help her here
his how i if in into is it its just like looking me more my need needed needs no not of on one or our out please she
should so some somebody someone than that the their them then there these they this to up us want we were what when
where which who will with would you your
"""

STOP_WORDS = frozenset(fold(word) for word in (_POLISH + _ENGLISH).split())
