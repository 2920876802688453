"""The forms of nouns that numbers count or that ordinals name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from tts.noun import noun
from tts.speech.rules.ukrainian.words import CASES

_CLASSES = {  # the cases of the singular and of the plural; "-" is an empty ending
    "а": ("m", "- а у - ом і и ів ам и ами ах"),
    "у": ("m", "- у у - ом і и ів ам и ами ах"),
    "я": ("m", "ь я ю ь ем і і ів ям і ями ях"),
    "ц": ("m", "я я ю я ем і і ів ям і ями ях"),
    "и": ("f", "а и і у ою і и - ам и ами ах"),
    "і": ("f", "а і і у ею і і - ам і ами ах"),
    "ї": ("f", "я ї ї ю єю ї ї й ям ї ями ях"),
    "ь": ("f", "я і і ю ею і і ь ям і ями ях"),
    "о": ("n", "о а у о ом і а - ам а ами ах"),
    "е": ("n", "е я ю е ем і я ь ям я ями ях"),
    "т": ("n", "я я ю я ям і я ь ям я ями ях"),
    "є": ("n", "я я ю я ям і я ь ям я ями ях"),
}
_SOFTENED = {"к": "ц", "г": "з", "х": "с"}
_LISTED = {
    "а": """
кілометр метр сантиметр міліметр мікрометр нанометр літр мілілітр грам кілограм міліграм мікрограм гектар центнер
градус долар цент байт мегабайт гігабайт терабайт кілобайт мегабіт гігабіт герц мегагерц гігагерц кілогерц ват кіловат
мегават гігават вольт ампер літак танк снаряд міномет кулемет бал мільйон мільярд трильйон дрон вертоліт/вертольот
солдат депутат студент пасажир відсоток/відсотк будинок/будинк зубчик стіл/стол голос абзац том примірник батальйон
фунт рядок/рядк параграф член учасник глядач
""",
    "у": """
раз тур раунд етап клас курс матч гол сезон випуск пункт процент корпус полк сет тайм період розряд канал район номер
з'їзд розділ поверх ряд квартал тип вид рейс під'їзд форум конгрес саміт чемпіонат загін/загон маршрут пакет транш
протокол кубок/кубк відділ фінал вік
""",
    "я": "фестиваль/фестивал мегапіксель/мегапіксел",
    "ц": "виборець/виборц мешканець/мешканц місяць/місяц",
    "и": """
тонна:тонн хвилина година секунда копійка:копійок особа:осіб людина:людей дитина:дітей жінка:жінок дівчина:дівчат
республіка:республік книга книжка:книжок ракета бомба машина країна громада школа:шкіл група команда сторона:сторін
частина сторінка:сторінок спроба причина субота доба:діб перемога поразка:поразок нагорода бригада рота атака
ложка:ложок склянка:склянок чашка:чашок пачка:пачок цибулина картоплина кімната квартира справа угода посада тема
думка:думок камера глава стрічка:стрічок половина ліга мова планета зона зірка:зірок сестра:сестер дочка:дочок родина
фаза штука корова вправа таблетка:таблеток сторінка:сторінок карта родина пляшка:пляшок штука установка:установок
гармата система середа:серед формула краплина щепотка:щепоток
""",
    "і": "тисяча площа миша",
    "ь": """
гривня:гривень неділя лікарня:лікарень сотня:сотень вулиця одиниця п'ятниця хвиля таблиця миля столиця
""",
    "ї": """
дивізія армія лінія станція партія операція позиція функція версія премія сесія категорія серія калорія кілокалорія
секція редакція порція стадія комісія компанія інституція конституція
""",
    "о": "місто село:сіл крісло:крісел число:чисел вікно:вікон слово:слів коло:кіл",
    "е": "місце яйце:яєць",
    "т": "століття тисячоліття півріччя десятиліття",
    "є": """
скликання:скликань засідання:засідань видання:видань питання:питань покоління:поколінь голосування:голосувань
читання:читань завдання:завдань
""",
}
"""Nouns by their class of endings: the nominative, after `/` another stem, after `:` the genitive of the plural."""
_OTHERS = {
    "m": """
рік року року рік роком році роки років рокам роки роками роках
день дня дню день днем дні дні днів дням дні днями днях
тиждень тижня тижню тиждень тижнем тижні тижні тижнів тижням тижні тижнями тижнях
ступінь ступеня ступеню ступінь ступенем ступені ступені ступенів ступеням ступені ступенями ступенях
рівень рівня рівню рівень рівнем рівні рівні рівнів рівням рівні рівнями рівнях
учень учня учню учня учнем учні учні учнів учням учнів учнями учнях
боєць бійця бійцю бійця бійцем бійці бійці бійців бійцям бійців бійцями бійцях
хлопець хлопця хлопцю хлопця хлопцем хлопці хлопці хлопців хлопцям хлопців хлопцями хлопцях
чоловік чоловіка чоловіку чоловіка чоловіком чоловікові чоловіки чоловіків чоловікам чоловіків чоловіками чоловіках
автомобіль автомобіля автомобілю автомобіль автомобілем автомобілі автомобілі автомобілів автомобілям автомобілі
автомобілями автомобілях
""",
    "f": """
стаття статті статті статтю статтею статті статті статей статтям статті статтями статтях
ніч ночі ночі ніч ніччю ночі ночі ночей ночам ночі ночами ночах
ціль цілі цілі ціль ціллю цілі цілі цілей цілям цілі цілями цілях
область області області область областю області області областей областям області областями областях
модель моделі моделі модель моделлю моделі моделі моделей моделям моделі моделями моделях
""",
    "n": "євро " * 12,
}
"""Nouns of other declensions by gender, each with its twelve forms."""


@noun
class Noun:
    """A noun: its `gender` and its twelve `forms`, six cases of the singular and six of the plural."""

    gender: str
    forms: tuple[str, ...]


def _decline(kind: str, entry: str) -> Noun:
    """Return a listed noun of a class of endings."""
    word, _, plural = entry.partition(":")
    word, _, stem = word.partition("/")
    gender, ends = _CLASSES[kind]
    base = stem or (word if gender == "m" else word[:-1])
    forms = [base + end.replace("-", "") for end in ends.split()]
    if gender == "m":
        forms[0] = forms[3] = word
        forms[5] = f"{base}у" if base.endswith("к") else f"{_soften(base)}і"
    elif gender == "f":
        forms[2] = forms[5] = _soften(forms[5][:-1]) + forms[5][-1]
    forms[0], forms[7] = word, plural or forms[7]
    return Noun(gender=gender, forms=tuple(forms))


def _soften(stem: str) -> str:
    """Return the stem before the ending "і": "книг" is "книз"."""
    return stem[:-1] + _SOFTENED.get(stem[-1], stem[-1])


@cache
def nouns() -> dict[str, Noun]:
    """Return the listed nouns by their nominative."""
    found = {
        noun.forms[0]: noun
        for kind, entries in _LISTED.items()
        for entry in entries.split()
        for noun in (_decline(kind, entry),)
    }
    for gender, text in _OTHERS.items():
        words = text.split()
        for begin in range(0, len(words), 12):
            found[words[begin]] = Noun(gender=gender, forms=tuple(words[begin : begin + 12]))
    return found


@cache
def _readings() -> dict[str, tuple[tuple[Noun, str, bool], ...]]:
    """Return what each form of the listed nouns may be: the noun, the case, and whether it is a plural."""
    found: defaultdict[str, list[tuple[Noun, str, bool]]] = defaultdict(list)
    for known in nouns().values():
        for index, form in enumerate(known.forms):
            found[form].append((known, CASES[index % 6], index >= len(CASES)))
    return {form: tuple(readings) for form, readings in found.items()}


def readings(word: str) -> Iterator[tuple[Noun, str, bool]]:
    """Yield what a word may be as a form of a listed noun: the noun, the case, and whether it is a plural."""
    yield from _readings().get(word.lower().replace("’", "'"), ())
