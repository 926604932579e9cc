"""Which first names stand for each other: short forms, and spellings too far apart to be seen.

A modest table by general knowledge, one name a line with what she may be called; it is read as "may
be the same name", never as "is". A name may stand in several lines: Alex in that of Alexander and
in that of Alexandra, which are two names.
"""

from collections.abc import Mapping
from types import MappingProxyType

_LINES = """
william bill billy will willy liam wilhelm guillermo
robert bob bobby rob robbie bert roberto
richard dick rick ricky rich ricardo
james jim jimmy jamie
john johnny jack jon ian
jonathan jon jonny nathan
joseph joe joey jose pepe giuseppe beppe josef yusuf youssef yosef
michael mike mick mickey misha mikhail miguel michel mikael micha
thomas tom tommy tomas
charles charlie chuck carlos karl carl
edward ed eddie ted ned eduardo
henry harry hank henrik enrique heinrich
anthony tony antonio anton
andrew andy drew andreas andrei andrey andres andre andrzej
david dave davy dawid
daniel dan danny dani
benjamin ben benny
samuel sam sammy
matthew matt matteo mateo matthias
christopher chris kit christoph cristobal krzysztof
stephen steven steve stefan esteban szczepan
alexander alex sasha alec al aleksandr alejandro sandy oleksandr xander
alexandra alex sasha sandra alejandra aleksandra lexi
nicholas nick nicky nicolas nikolaus klaus nikolai kolya
nicole nicky nikki
peter pete pedro piotr pyotr petros pierre
paul pablo pavel paulo pawel pavlos
george jorge georg giorgos yorgos georgios georges yuri jurgen
gregory greg gregor grzegorz grigory
timothy tim timo
kenneth ken kenny
ronald ron ronnie
donald don donny
lawrence larry laurence laurent lorenzo lars
raymond ray ramon
leonard leo len lenny leonardo
frederick fred freddie fritz friedrich federico fryderyk
gerald gerry jerry
jeffrey jeff geoffrey geoff
patrick pat paddy patricio
patricia pat patty tricia trish
philip phil felipe filip philippe
vincent vince vinny vicente
walter walt wally
zachary zach zack
nathaniel nathan nate
theodore ted teddy theo
francis frank francisco paco pancho francesco franz kiko
ferdinand fernando nando
emmanuel manuel manny manolo manu
ignatius ignacio nacho
salvador chava salva
rafael rafa raphael
jesus chuy chus
luis lucho luigi louis ludwig lewis lou
maria mary marie molly mia mariya maryam
katherine kate katie kathy cathy catherine kat katarina ekaterina katya yekaterina catalina kathryn
katherine kasia katarzyna kay
elizabeth liz beth betty eliza lisa elsa lizzie isabel elisabeth elzbieta lily
isabel isabella bella isa
margaret maggie meg peggy greta margarita rita gretchen margot malgorzata gosia
jennifer jen jenny
jessica jess jessie
rebecca becky becca
susan sue susie suzanne susanna zuzanna
barbara barb babs basia
deborah deb debbie debra
dorothy dot dottie dora
victoria vicky tori vika viktoria
christina chris tina christine kristin cristina krystyna kirsten
samantha sam sammy
amanda mandy
abigail abby gail
angela angie angelika
pamela pam
teresa terry tess theresa
veronica ronnie vero
virginia ginny
francesca fran francisca paca franziska franciszka frances
guadalupe lupe lupita
dolores lola
rosario charo
consuelo chelo
concepcion concha conchita
pilar pili
josefa pepa josephine josie
anna ana ann anne annie anya hannah nancy hanna anita
anastasia nastya stacy asya
natalia natasha natalie natalya
olga olya
tatiana tanya tania
yelena elena helen helena lena ellen eleni olena
irina ira irene
ludmila lyuda mila
svetlana sveta lana
sofia sophie sonya sonia zofia sophia
yulia julia julie juliya
dmitry dima dmitri dimitris dmytro dimitrios
vladimir vova volodya volodymyr vlad wladimir
ivan vanya jan johann johannes hans juan giovanni jean joao jens ioannis giannis yannis
sergei serge sergio sergey serhiy
yevgeny eugene zhenya evgeny evgenii
alexei alyosha alexey aleksei alexis oleksiy
konstantinos kostas konstantin
panagiotis panos takis
athanasios thanasis nasos
vasilios vasilis vassilis vasily vasya
spyridon spyros
mohammed muhammad mohamed mo mehmet mhmd mohammad
ahmed ahmad ahmet
abdullah abdul abdallah
abdelrahman abdurrahman abdul
hussein husayn hossein hussain hsyn
ibrahim abraham brahim abe
ismail ishmael
fatima fatma fatemeh fatimah fatoumata
aisha ayesha aicha ayse
khadija hatice
mustafa mostafa
ali aly
venkatesh venkat venky
subramaniam subbu mani
krishnan krishna kris
lakshmi laxmi
siddharth sid
oluwaseun seun
oluwafemi femi
babatunde tunde
chukwuemeka emeka
chinwe chi
gim kim
bak park pak
i lee yi rhee li
choe choi
jeong jung chung jong
gang kang
jo cho
yun yoon
im lim
sin shin
an ahn
o oh
u woo
seo suh
gwon kwon
"""

_COMMON = (
    "smith johnson williams brown jones miller davis garcia rodriguez martinez hernandez lopez "
    "gonzalez wilson anderson taylor thomas moore martin lee perez thompson white sanchez harris "
    "clark lewis robinson walker young king wright hill green adams baker nelson hall campbell "
    "silva santos oliveira souza pereira ferreira costa nguyen tran le pham wang li zhang liu chen "
    "yang huang zhao wu zhou kim park choi singh kumar sharma patel gupta khan ali ahmed hussein "
    "muller schmidt schneider fischer weber meyer ivanov petrov smirnov kowalski nowak rossi russo "
    "papadopoulos yilmaz kaya mohamed hassan ibrahim de la van der den von bin al el da do dos di"
)


def _read(lines: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lines.split("\n"):
        names = line.split()
        for name in names:
            found.setdefault(name, set()).add(names[0])
    return MappingProxyType({name: frozenset(of) for name, of in found.items()})


FULL_NAMES: Mapping[str, frozenset[str]] = _read(_LINES.strip())
"""Of each name of the table the names that it may stand for, itself among them where it heads a
line."""

COMMON_NAMES: frozenset[str] = frozenset(FULL_NAMES) | frozenset(_COMMON.split())
"""Names that many people have, whatever one ledger holds."""

_PARTICLES_IN_WORDS = (
    "de la las los del da do dos das di du van der den ter ten von zu zum y e bin ibn al el abu ul"
)
PARTICLES: frozenset[str] = frozenset(_PARTICLES_IN_WORDS.split())
"""Little words within names, written or left out at will."""
_NOBODY: frozenset[str] = frozenset()


def full_names(word: str) -> frozenset[str]:
    """The names that a name may stand for; none where the table does not know it.

    >>> sorted(full_names("alex")), sorted(full_names("oyelaran"))
    (['alexander', 'alexandra'], [])
    """
    return FULL_NAMES.get(word, _NOBODY)
