# ruff: noqa: RUF001 (letters of other scripts are what this is about)
"""People made up for measuring: some noted twice, by rules, and some who only look so.

`made_people(10_000, seed=1)` gives profiles and the truth. The names are of a dozen languages;
where a language has its own script, some are written in it. Nobody of them exists. RULES says how
often each thing happens to a person who is noted once more; LOOKALIKES how often somebody gets a
relative at the same employer, a namesake or a son of the same name.
"""

import random
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from keepknocking.duplicates.profiles import Profile

ONCE_MORE = 0.18  # of all people so many are noted twice
TWICE_MORE = 0.02  # and so many three times
RULES: Mapping[str, float] = {
    "typing slip": 0.12,
    "family name first": 0.08,
    "family name first, with a comma": 0.08,
    "initial": 0.07,
    "short form": 0.35,
    "own script": 0.3,
    "no accents": 0.4,
    "new family name": 0.05,
    "former name in parentheses": 0.4,
    "second name left out": 0.5,
    "title or degree": 0.08,
    "capitals": 0.05,
    "new employer": 0.2,
    "other mail": 0.35,
    "other phone": 0.12,
    "other role": 0.3,
    "other profile": 0.03,
    "employer otherwise written": 0.2,
    "phone without country": 0.3,
}
LOOKALIKES: Mapping[str, float] = {"relative": 0.06, "namesake": 0.02, "son": 0.004}
SHARED_PHONE, SHARED_MAIL = 0.25, 0.05  # of relatives
GIVEN_THERE: Mapping[str, float] = {
    "mail": 0.6,
    "phone": 0.45,
    "slug": 0.5,
    "organization": 0.85,
    "role": 0.7,
}
"""How often each thing is noted of somebody at all."""

_SHORT = {
    "William": "Bill", "Robert": "Bob", "Richard": "Dick", "Margaret": "Peggy", "James": "Jim",
    "Katherine": "Kate", "Elizabeth": "Liz", "Michael": "Mike", "Thomas": "Tom", "Susan": "Sue",
    "Charles": "Chuck", "Jennifer": "Jen", "Deborah": "Debbie", "Christopher": "Topher",
    "Bartholomew": "Bart", "Rosalind": "Roz", "Winifred": "Freddie", "Augustus": "Gus",
    "José": "Pepe", "Francisco": "Paco", "Ignacio": "Nacho", "Guadalupe": "Lupita",
    "Dolores": "Lola", "Enrique": "Quique", "Hortensia": "Tencha", "Rafael": "Rafa",
    "Johannes": "Hans", "Friedrich": "Fritz", "Sebastian": "Basti", "Elisabeth": "Lisi",
    "Aleksandr": "Sasha", "Yekaterina": "Katya", "Dmitriy": "Dima", "Vladimir": "Vova",
    "Tatyana": "Tanya", "Vyacheslav": "Slava", "Lyubov": "Lyuba", "Mikhail": "Misha",
    "Małgorzata": "Gosia", "Katarzyna": "Kasia", "Stanisław": "Staszek", "Zbigniew": "Zbyszek",
    "Konstantinos": "Kostas", "Panagiotis": "Takis", "Evangelia": "Litsa", "Georgios": "Giorgos",
    "Oluwaseun": "Seun", "Babatunde": "Tunde", "Chukwuemeka": "Emeka", "Ngozi": "Gogo",
    "Venkatesh": "Venky", "Siddharth": "Sid", "Muhammad": "Mo", "Abdulrahman": "Abdul",
}  # fmt: skip
"""Some of them no table of short forms will know."""


@dataclass(frozen=True, slots=True)
class Language:
    """Where names come from: first names, family names in two parts, and both in their script."""

    first: tuple[str, ...]
    stems: tuple[str, ...]
    endings: tuple[str, ...]
    script: Mapping[str, str] = field(default_factory=dict)
    family_first: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple("" if word == "-" else word.replace("_", " ") for word in text.split())


def _language(first: str, stems: str, endings: str, *, family_first: bool = False) -> Language:
    """Words with `=` are a Latin spelling and the same in its own script."""
    script: dict[str, str] = {}

    def latin(text: str) -> tuple[str, ...]:
        for word in text.split():
            one, _, own = word.partition("=")
            script[one.replace("_", " ")] = own or script.get(one, "")
        return _words(" ".join(word.partition("=")[0] for word in text.split()))

    return Language(latin(first), latin(stems), latin(endings), script, family_first)


def _pairs(ones: str, others: str) -> str:
    """Every word of two parts, in Latin and, where both have one, in their own script."""
    found = []
    for one in ones.split():
        for other in others.split():
            latin, _, own = one.partition("=")
            end, _, own_end = other.partition("=")
            end = "" if end == "-" else end
            found.append(f"{latin}{end}={own}{own_end}" if own else f"{latin}{end}")
    return " ".join(found)


LANGUAGES = (
    _language(
        "James William Robert Richard Michael Thomas Charles Mary Katherine Elizabeth Margaret "
        "Susan Jennifer Deborah Christopher Emily Olivia Jack Harry Grace Daniel Bartholomew "
        "Rosalind Winifred Augustus Laura Rachel Peter Helen Simon",
        "Ash Brad Clay Dun Edge Farn Gar Hart Kings Lang Mar Nor Oak Pres Rad Sand Thorn Wal "
        "West Whit Black Brook Cart Hamp Har Stan Tal Win Wood Har",
        "ford ton ley wood field well by man son ham wick more land ridge stone",
    ),
    _language(
        "José María Francisco Ignacio Guadalupe Dolores Enrique Hortensia Rafael Lucía Sofía "
        "Andrés Raúl Inés Álvaro Begoña Gonzalo Verónica Joaquín Mónica Carlos Ana Luis Elena",
        "Álv Ben Card Dom Est Fern Gonz Gut Hern Ibáñ Jim Lóp Mart Men Nav Núñ Ort Pér Rodr Sánch "
        "Su Torr Val Zam",
        "ez eira ado ano alez uño érrez ínez illa oro edo anza",
    ),
    _language(
        "Johannes Friedrich Sebastian Elisabeth Jürgen Käthe Sören Anneliese Björn Ursula "
        "Matthias Günther Heike Lukas Jonas Greta Birgit Uwe",
        "Acker Berg Eichen Falken Grün Hof König Lind Mühl Nieder Ober Rosen Schön Stein Tann "
        "Vogel Wald Zimmer",
        "mann bauer bach berg feld hausen müller meier stein thal er",
    ),
    _language(
        "Aleksandr=Александр Yekaterina=Екатерина Dmitriy=Дмитрий Vladimir=Владимир "
        "Tatyana=Татьяна Vyacheslav=Вячеслав Lyubov=Любовь Mikhail=Михаил Sergey=Сергей "
        "Olga=Ольга Natalya=Наталья Ivan=Иван Yuliya=Юлия Andrey=Андрей Nikolay=Николай",
        "Iv=Ив Petr=Петр Sidor=Сидор Kuzn=Кузн Vasil=Васил Mor=Мор Volk=Волк Leb=Леб Sok=Сок "
        "Zhur=Жур Belya=Беля Shch=Щ Tsvet=Цвет Gol=Гол Kras=Крас Ryab=Ряб",
        "anov=анов enko=енко etsov=ецов ov=ов evich=евич unin=унин avin=авин olov=олов",
    ),
    _language(
        "Małgorzata Katarzyna Stanisław Zbigniew Paweł Łukasz Agnieszka Grażyna Wojciech Żaneta "
        "Krzysztof Halina Tomasz Ewa",
        "Kow Now Wiś Wój Lew Ziel Szym Woź Dąbr Koz Jabł Maj Ostr Pawł",
        "alski acki niewski cik andowski iński ański ak owiak czyk",
    ),
    _language(
        "Konstantinos=Κωνσταντίνος Panagiotis=Παναγιώτης Evangelia=Ευαγγελία Georgios=Γεώργιος "
        "Eleni=Ελένη Dimitra=Δήμητρα Nikolaos=Νικόλαος Vasiliki=Βασιλική Ioannis=Ιωάννης "
        "Sofia=Σοφία",
        "Papad=Παπαδ Karag=Καραγ Nikol=Νικολ Dimitr=Δημητρ Christ=Χριστ Makr=Μακρ Georg=Γεωργ "
        "Anton=Αντων Stam=Σταμ",
        "opoulos=όπουλος akis=άκης idis=ίδης atos=άτος iou=ίου elis=έλης",
    ),
    _language(
        _pairs(
            "Xiao=晓 Li=丽 Zhi=志 Guo=国 Mei=美 Yi=一 Tian=天 Hao=浩 Jia=佳 Ruo=若 Wen=文 Yu=玉",
            "- ming=明 hua=华 yuan=远 qiang=强 ling=玲 fan=凡 xue=雪 wei=伟 jun=军 ran=然 fang=芳",
        ),
        "Wang=王 Li=李 Zhang=张 Liu=刘 Chen=陈 Yang=杨 Zhao=赵 Huang=黄 Zhou=周 Wu=吴 Xu=徐 Sun=孙 "
        "Hu=胡 Zhu=朱 Gao=高 Lin=林 He=何 Guo=郭 Ma=马 Luo=罗",
        "-",
        family_first=True,
    ),
    _language(
        _pairs(
            "Min=민 Ji=지 Seo=서 Hyun=현 Eun=은 Dong=동 Soo=수 Jae=재 Ha=하 Sung=성 Tae=태",
            "-su=수 -young=영 -yeon=연 -woo=우 -ji=지 -hyun=현 -jin=진 -ho=호 -eun=은 -min=민",
        ),
        "Kim=김 Lee=이 Park=박 Choi=최 Jung=정 Kang=강 Cho=조 Yoon=윤 Jang=장 Lim=임 Han=한 Oh=오 "
        "Seo=서 Shin=신 Kwon=권 Hwang=황",
        "-",
        family_first=True,
    ),
    _language(
        "Muhammad=محمد Abdulrahman=عبدالرحمن Fatima=فاطمة Aisha=عائشة Khalid=خالد Yusuf=يوسف "
        "Layla=ليلى Hassan=حسن Mariam=مريم Omar=عمر Salma=سلمى Tariq=طارق Nadia=نادية",
        "Haddad=حداد Mansour=منصور Khoury=خوري Nasser=ناصر Saleh=صالح Farouk=فاروق Aziz=عزيز "
        "Hamdan=حمدان Qasim=قاسم Rashid=راشد Sabbagh=صباغ Tamimi=تميمي Zayed=زايد Shami=شامي "
        "Jaber=جابر Bakri=بكري Darwish=درويش",
        "-",
    ),
    _language(
        "Oluwaseun Babatunde Chukwuemeka Ngozi Adaeze Ifeoma Kwame Abena Folasade Temitope "
        "Oyelaran Chiamaka Obinna Yetunde Kofi Amara",
        "Ade Ola Chuk Nwa Oke Faf Ogun Uche Eze Ibe Ako Osei Oba",
        "yemi wale wuma nkwo ke gbemi dipe nna ama tunji bola",
    ),
    _language(
        "Venkatesh Siddharth Priya Lakshmi Anjali Rajesh Deepak Sunita Arjun Kavitha Suresh "
        "Meera Nikhil Pooja Harish Divya",
        "Subra Chandra Rama Krishna Venka Raja Sri Bala Mukher Chatter Agar Bhatta Desh Kulkar",
        "man sekhar krishnan nathan jee wal charya pande ni swamy murthy",
    ),
    _language(
        _pairs(
            "Văn Thị Minh Quang Đức Thanh Xuân Hữu Ngọc Kim Bảo Gia",
            "_An _Hoa _Hương _Thảo _Tuấn _Lan _Phương _Hải _Bình _Trang _Long _Linh _Nam",
        ),
        "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý",
        "-",
        family_first=True,
    ),
)
_PLACES_IN_WORDS = (
    "Harbor Bright Oak Tern Mill City North Silver Stone Green Blue Fair Grand High Iron Lake "
    "Maple New Old Pine Red River Salt Sea Spring Summer Sun Swift True Union West White Wild Wind"
)
_PLACES = _PLACES_IN_WORDS.split()
_TRADES_IN_WORDS = (
    "Foods Water Bank Freight Works Media Labs Energy Health Books Motors Steel Textiles Optics "
    "Paper Glass Robotics Software Consulting Logistics Tools Mining Dairy Brewing Insurance"
)
_TRADES = _TRADES_IN_WORDS.split()
_ROLES_IN_WORDS = (
    "buyer planner engineer recruiter accountant designer analyst consultant editor nurse teacher "
    "lawyer chemist manager director head-of-sales head-of-planning product-owner founder driver"
)
_ROLES = _ROLES_IN_WORDS.split()
_OPEN = ("gmail.com", "outlook.com", "yahoo.com", "gmx.de", "icloud.com")
_SLIPS = "abcdefghijklmnoprstuvy"
_RANK_FROM, _STEEP = 4, 0.8  # of the shares of first names by rank: (rank + 4) ** -0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What is known of a made-up person."""

    first: str
    second: str
    family: str
    language: Language
    organization: str
    role: str
    mail: str
    phone: str
    slug: str
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePeople:
    """Profiles in random order, and which of them are one person."""

    people: tuple[Profile, ...]
    same: frozenset[frozenset[str]]


def made_people(many: int, *, seed: int) -> MadePeople:
    """So many profiles.

    >>> made = made_people(300, seed=1)
    >>> len(made.people), made == made_people(300, seed=1), len(made.same) > 20
    (300, True, True)
    """
    return _World(seed).people(many)


class _World:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 (a made-up world is no secret)
        self.taken: set[str] = set()
        self.employers = [f"{place} {trade}" for place in _PLACES for trade in _TRADES]

    def people(self, many: int) -> MadePeople:
        notes: list[tuple[int, Profile]] = []
        number = 0
        while len(notes) < many:
            for made in self._with_lookalikes():
                notes.append((number, self._noted(made)))
                if self._happens(ONCE_MORE):
                    notes.append((number, self._noted_again(made)))
                    if self._happens(TWICE_MORE / ONCE_MORE):
                        notes.append((number, self._noted_again(made)))
                number += 1
        notes = notes[:many]
        self.rng.shuffle(notes)
        named = [
            (who, replace(profile, id=f"p{place}")) for place, (who, profile) in enumerate(notes)
        ]
        groups: dict[int, list[str]] = {}
        for who, profile in named:
            groups.setdefault(who, []).append(profile.id)
        return MadePeople(
            people=tuple(profile for _, profile in named),
            same=frozenset(
                frozenset(pair) for ids in groups.values() for pair in combinations(ids, 2)
            ),
        )

    def _happens(self, chance: float) -> bool:
        return self.rng.random() < chance

    def _ranked(self, words: Sequence[str]) -> str:
        weights = [(rank + _RANK_FROM) ** -_STEEP for rank in range(len(words))]
        return self.rng.choices(words, weights)[0]

    def _with_lookalikes(self) -> list[Made]:
        made = self._made()
        found = [made]
        if self._happens(LOOKALIKES["relative"]):
            other = self._made(family=made.family, language=made.language)
            found.append(
                replace(
                    other,
                    organization=made.organization,
                    phone=made.phone if self._happens(SHARED_PHONE) else other.phone,
                    mail=made.mail if self._happens(SHARED_MAIL) else other.mail,
                )
            )
        if self._happens(LOOKALIKES["namesake"]):
            other = self._made(family=made.family, language=made.language)
            found.append(replace(other, first=made.first, second=made.second))
        if self._happens(LOOKALIKES["son"]):
            son = self._made(family=made.family, language=made.language)
            found[0] = replace(made, suffix="Sr.")
            found.append(replace(son, first=made.first, second=made.second, suffix="Jr."))
        return found

    def _made(self, *, family: str = "", language: Language | None = None) -> Made:
        language = language or self.rng.choice(LANGUAGES)
        first = self._ranked(language.first)
        second = self._ranked(language.first) if self._happens(0.15) else ""
        family = family or self._family(language)
        organization = self._ranked(self.employers)
        return Made(
            first=first,
            second="" if second == first else second,
            family=family,
            language=language,
            organization=organization,
            role=self._ranked(_ROLES).replace("-", " "),
            mail=self._mail(first, family, organization),
            phone=self._phone(),
            slug=f"{_bare(first)}-{_bare(family)}-{self.rng.randrange(16**6):06x}",
        )

    def _family(self, language: Language) -> str:
        return f"{self._ranked(language.stems)}|{self._ranked(language.endings)}"

    def _mail(self, first: str, family: str, organization: str) -> str:
        one, other = _bare(first), _bare(family)
        local = self.rng.choice(
            (
                f"{one}.{other}",
                f"{one[0]}{other}",
                f"{one}{self.rng.randrange(10, 100)}",
                f"{other}.{one}",
                f"{one[:3]}{other[:3]}{self.rng.randrange(1000)}",
            )
        )
        is_open = self._happens(0.5)
        host = self.rng.choice(_OPEN) if is_open else f"{_bare(organization)}.com"
        while f"{local}@{host}" in self.taken:
            local = f"{local}{self.rng.randrange(10)}"
        self.taken.add(f"{local}@{host}")
        return f"{local}@{host}"

    def _phone(self) -> str:
        country = self.rng.choice(("1", "44", "49", "34", "48", "30", "91", "234", "84"))
        return f"+{country} {self.rng.randrange(201, 999)} {self.rng.randrange(10**6, 10**7)}"

    def _noted(self, made: Made) -> Profile:
        """The person as she is noted first."""
        there = {name: self._happens(share) for name, share in GIVEN_THERE.items()}
        return Profile(
            id="",
            name=self._written(made),
            mails=(made.mail,) if there["mail"] else (),
            phones=(made.phone,) if there["phone"] else (),
            slugs=(f"https://www.linkedin.com/in/{made.slug}",) if there["slug"] else (),
            organization=made.organization if there["organization"] else None,
            role=made.role if there["role"] else None,
        )

    def _written(self, made: Made) -> str:
        family = made.family.replace("|", "")
        first = (made.first, made.second)
        parts = (family, *first) if made.language.family_first else (*first, family)
        return " ".join(part for part in (*parts, made.suffix) if part)

    def _noted_again(self, made: Made) -> Profile:
        """The person as somebody else, or she later, notes her."""
        rule = {name: self._happens(share) for name, share in RULES.items()}
        if rule["new employer"]:
            made = replace(made, organization=self._ranked(self.employers))
        if rule["other mail"]:
            made = replace(made, mail=self._mail(made.first, made.family, made.organization))
        if rule["other phone"]:
            made = replace(made, phone=self._phone())
        if rule["other role"]:
            made = replace(made, role=self._ranked(_ROLES).replace("-", " "))
        if rule["other profile"]:
            made = replace(made, slug=f"{made.slug}-2")
        noted = self._noted(made)
        organization, phones = noted.organization, noted.phones
        if organization and rule["employer otherwise written"]:
            organization += self.rng.choice((" Ltd", ", Inc.", " GmbH", " Europe"))
        if rule["phone without country"]:
            phones = tuple(f"0{phone.partition(' ')[2]}".replace(" ", "-") for phone in phones)
        name = self._rewritten(made, rule)
        return replace(noted, name=name, organization=organization, phones=phones)

    def _rewritten(self, made: Made, rule: Mapping[str, bool]) -> str:
        first, family, aside = made.first, made.family, ""
        second = "" if rule["second name left out"] else made.second
        if rule["new family name"]:
            aside = f" ({_plain(family)})" if rule["former name in parentheses"] else ""
            family = self._family(made.language)
        own = made.language.script
        if rule["own script"] and all(own.get(part) for part in (first, family.split("|")[0])):
            return self._in_own_script(made, first, family)
        if rule["short form"]:
            first = _SHORT.get(first, first)
        if rule["initial"]:
            first, second = f"{first[0]}.", f"{second[0]}." if second else ""
        family = _plain(family)
        if rule["typing slip"]:
            if self._happens(0.5) and len(first) > len("A."):
                first = self._slip(first)
            else:
                family = self._slip(family)
        given = f"{first} {second}".strip()
        if rule["family name first, with a comma"]:
            name = f"{family}, {given}"
        elif rule["family name first"] != made.language.family_first:
            name = f"{family} {given}"
        else:
            name = f"{given} {family}"
        return self._dressed(f"{name}{aside}", made, rule)

    def _dressed(self, name: str, made: Made, rule: Mapping[str, bool]) -> str:
        if rule["no accents"]:
            name = _without_accents(name)
        if rule["capitals"]:
            name = name.upper()
        if rule["title or degree"]:
            name = self.rng.choice((f"Dr. {name}", f"{name}, MBA", f"Prof. {name}", f"{name}, PhD"))
        if made.suffix and self._happens(0.7):
            name = f"{name} {made.suffix}"
        return name

    def _in_own_script(self, made: Made, first: str, family: str) -> str:
        own = made.language.script
        family = "".join(own.get(part, "") for part in family.split("|"))
        first = own[first]
        return f"{family}{first}" if made.language.family_first else f"{first} {family}"

    def _slip(self, word: str) -> str:
        """A letter too few, too many, another, or two in the wrong order."""
        at = self.rng.randrange(1, max(len(word) - 1, 2))
        letter = self.rng.choice(_SLIPS)
        return self.rng.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            )
        )


def _plain(family: str) -> str:
    return family.replace("|", "")


def _without_accents(text: str) -> str:
    text = text.translate(str.maketrans("łŁđĐ", "lLdD"))
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, _without_accents(_plain(text)).lower()))
