"""Whether two capitalised words above a text are its writer, where nothing says "by".

"Anna Keller" signs; "Hamburger Hafen", "Cronaca Nera" and "Rode Duivels" are kickers, and look the
same. A name needs evidence: a given name that many people have, or looks that set it apart and
words that the story does not use.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.extraction.cities import is_known_city

NEAR_PARAGRAPHS = 4  # at the head of the text: whom they name is told of; a biography stands below
MIN_WORD_CHARS = 3

_CITY_ENDINGS = (("er", ""), ("er", "en"), ("ner", "en"), ("se", ""))
_WORD = re.compile(rf"[^\W\d_]{{{MIN_WORD_CHARS},}}")
# Names that are words or places as often (Will, May, Victoria, Paris, Rosa) are left out.
_GIVEN = """
    aaron abdul abdullah adam adrian adriana agnes agnieszka ahmad ahmed aisha alain alan albert alberto
    alejandra alejandro aleksandr alena alessandra alessandro alex alexander alexandra alexandre alexandros
    alexis alfred ali alice alicia alicja alina alison allison alvaro amanda amelie amina amir amit amy ana
    anastasia anders andre andrea andreas andrej andres andrew andrey andrzej anette angela angelika anita anja
    anke ann anna annabel anne anneke annelies annette annika anouk anthony antje anton antonella antonia
    antonio arjun armando arnaud arne arthur arturo asa ashley astrid august axel ayse barbara barry bart
    bartosz beate beatrice beatriz ben benjamin bernadette bernard bernd bernhard beth birgit birgitte bjarne
    bjorn bob boris brandon brian brigitte bruce bruno burak camilla camille carina carl carla carlos carmen
    carol caroline catherine cathrin cecilia cecilie celine chantal charles chiara chris christa christel
    christian christiane christina christine christof christoph christophe christopher claire clara claudia
    claudio clemens colin connor corinna corinne cornelia craig cristian cristina cynthia dagmar damian damien
    dan daniel daniela daniele daniella danielle dario darren dave david debora deborah denis denise dennis
    derek diana diego dieter dietmar dimitri dirk dmitri dmitry dominik dominique donald doris dorothea douglas
    duncan edgar eduardo edward ekaterina elena eleonora elif elisa elisabeth elise elizabeth elke ella ellen
    eloise elsa emanuele emil emilia emilie emilio emily emma emmanuel enrico enrique eric erica erich erik
    erika ernesto ernst estelle esther ethan eugen eva evan eve evelyn fabian fabio fabrice fatima federica
    federico felipe felix femke ferdinand fernanda fernando filip filippo fiona florian francesca francesco
    francis francisca francisco francois francoise franz franziska fred frederic frederik fredrik friederike
    friedrich fritz gabriel gabriela gabriele gabriella gary gemma geoffrey georg george georges gerald gerard
    gerhard gert giacomo gianluca gianni gilles gina giorgio giovanna giovanni giulia giuliano giulio giuseppe
    gonzalo gordon graham greg gregor gregory greta gudrun guido guillaume guillermo gunther gustav gustavo guy
    hanna hannah hanne hannes hans harald harry hasan hassan heather hector heike heiko hein heiner heinrich
    heinz helen helena helene helga helmut hendrik henk henning henri henrik henry herbert hermann hilde holger
    hugo ian ibrahim ida ignacio igor ilaria ilse imran ines inga inge ingeborg ingo ingrid irene irina iris
    isabel isabella isabelle ivan ivana ivo jaap jacek jack jackie jacob jacques jakob jakub james jamie jan
    jana jane janet janina janine jasmin jason javier jean jeanne jeff jeffrey jelena jennifer jenny jens jeremy
    jeroen jesper jesse jessica jesus jim joachim joan joana joanna joanne joao joaquin jochen joe joel joelle
    johan johann johanna johannes john jon jonas jonathan joost jorg jorge jorn jose josef joseph joshua juan
    juana judith julia julian juliana juliane julie julien juliette julio julius jurgen justin justyna jutta kai
    kamil karel karen karim karin karina karl karolina karoline karsten kasper katarina katarzyna kate katharina
    katherine kathleen kathrin kathryn kathy katie katja katrin kay keith kelly ken kenneth kerstin kevin khaled
    kim kirsten kirsty kjell klaus konrad konstantin kristian kristin kristina kristine krzysztof kurt lars
    laura lauren laurence laurent lea leah leila lena leo leon leonardo leonie lia liam lidia lina linda lisa
    liz lois lorena lorenzo louis louise luc luca lucas lucia luciano lucie lucy ludwig luigi luis luisa lukas
    luke luuk lydia maarten maciej madeleine magda magdalena magnus mahmoud maike maja malte manfred manon
    manuel manuela mara marc marcel marcela marcelo marcin marco marcos marcus mareike margaret margarita
    margherita margot maria mariana marianne marie marieke marija marina mario marion marius mariusz marjolein
    mark markus marlene marta martha martin martina martine mary massimo mateusz mathias mathieu mathilde
    matilda matteo matthew matthias matthieu maurice mauricio maurizio max maxim maxime maximilian mehmet meike
    melanie melissa mia michael michaela michal michel michele michelle miguel mikael mike mikhail milan milena
    miriam mirjam mohamed mohammad mohammed monica monika monique moritz muhammad mustafa nadia nadine nadja
    nancy natalia natalie natasha nathalie nathan neil nele nicholas nick nico nicola nicolas nicole niels nigel
    niklas nikola nikolai nikolaus nils nina noah noemi nora norbert olaf ole oleg olga oliver olivia olivier
    omar oscar oskar otto pablo pamela paola paolo pascal patricia patrick patrik patrizia paul paula pauline
    pavel pawel pedro peggy per petar peter petr petra phil philip philipp philippe pia pierre pieter piotr
    priya rachel rafael rafal rahul rainer raj rajesh ralf ralph ramon raphael raquel rebecca regina reinhard
    renate rene ricardo riccardo richard rick rita rob robert roberta roberto robin rodrigo roger roland rolf
    romain roman ron ronald rosanna ross roxane ruben rudiger rudolf rune ruth ruud ryan sabine sabrina
    salvatore sam samantha samir samuel sandra sandrine sandro sanjay sanne sara sarah sascha scott sean
    sebastian sebastien sergei sergey sergio shane sharon sheila silke silvia simon simona simone sofie solveig
    sonia sonja sophia sophie soren stefan stefania stefanie stefano steffen stella stephan stephane stephanie
    stephen steve steven stine stuart sue susan susana susanne suzanne sven svenja svetlana sylvia sylvie tanja
    tara tatiana ted terry tessa theo theresa therese thierry thilo thomas thorsten tim timo timothy tina tobias
    tom tomas tomasz tommaso tony torben torsten trevor tristan udo ulf ulla ulrich ulrike umberto ursula ute
    uwe valentina valeria valerie vanessa vera veronica veronika viktor viktoria vincent vincenzo vladimir
    volker walter wanda werner wieland wilhelm willem william wim wojciech wolfgang xavier yann yannick yasmin
    yasmine ylva yolanda yuri yusuf yves yvonne zoe zsofia zuzana
    александр александра алексей алина алла анастасия андрей анна антон артем борис вадим валентина валерий
    василий вера виктор виктория владимир галина георгий григорий дарья денис дмитрий евгений евгения екатерина
    елена иван игорь илья ирина кирилл константин ксения лариса леонид людмила максим марина мария михаил
    наталья никита николай оксана олег олеся ольга павел петр роман светлана сергей станислав степан татьяна
    федор юлия юрий яна
"""


def _bare(word: str) -> str:
    """A word without case and accents."""
    split = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


GIVEN_NAMES = frozenset(map(_bare, _GIVEN.split()))
"""What many people in Europe and the Americas are called, without case and accents."""


def _is_of_a_city(word: str) -> bool:
    """ "Hamburger", "Münchner", "Amsterdamse": what comes behind is no surname."""
    stems = (
        f"{word[: -len(end)]}{rest}"
        for end, rest in _CITY_ENDINGS
        if word.endswith(end) and len(word) > len(end)
    )
    return any(map(is_known_city, stems))


@dataclass(slots=True)
class Head:
    """The head of a text whose writer nothing else names."""

    text: list[str]
    """The paragraphs."""
    lines: list[str]
    """The short lines between headline and text."""
    title: str | None
    is_set_apart: Callable[[str], bool]
    """Whether a line is printed as a signature is: in bold, slanted, on the right."""

    def tells_of(self, name: str, line: str) -> bool:
        """Whether the story speaks of a name that stands in a line of its own."""
        others = [paragraph for paragraph in self.text if paragraph != line]
        return name.casefold() in " ".join([self.title or "", *others[:NEAR_PARAGRAPHS]]).casefold()

    def is_signed(self, line: str) -> bool:
        """Whether a line of the text that is a few capitalised words names its writer."""
        others = [paragraph for paragraph in self.text if paragraph != line]
        if self.tells_of(line, line):
            return False
        words = _WORD.findall(line.casefold())
        if words and _bare(words[0]) in GIVEN_NAMES:
            return True
        if _is_of_a_city(line.split()[0]):
            return False
        said = set(_WORD.findall(" ".join([self.title or "", *others]).casefold()))
        return said.isdisjoint(words) and self.is_set_apart(line)
