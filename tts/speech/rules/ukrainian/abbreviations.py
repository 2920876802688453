"""Abbreviations: places, titles, references and phrases."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.speech.rules.prefilters import has_word
from tts.speech.rules.rule import INNER_STOP, Passage, Rule, rule
from tts.speech.rules.ukrainian import words
from tts.speech.rules.ukrainian.amounts import stop
from tts.speech.rules.ukrainian.grammar import after, before, governed

_CAPITAL = '[А-ЯҐЄІЇA-Z«“"„]'
_PLACES = {  # nominative, genitive, dative, accusative, instrumental, locative
    "м": "місто міста місту місто містом місті",
    "с": "село села селу село селом селі",
    "смт": "селище селища селищу селище селищем селищі",
    "сел": "селище селища селищу селище селищем селищі",
    "вул": "вулиця вулиці вулиці вулицю вулицею вулиці",
    "просп": "проспект проспекту проспекту проспект проспектом проспекті",
    "пр": "проспект проспекту проспекту проспект проспектом проспекті",
    "пр-т": "проспект проспекту проспекту проспект проспектом проспекті",
    "бул": "бульвар бульвару бульвару бульвар бульваром бульварі",
    "б-р": "бульвар бульвару бульвару бульвар бульваром бульварі",
    "бульв": "бульвар бульвару бульвару бульвар бульваром бульварі",
    "пров": "провулок провулка провулку провулок провулком провулку",
    "пл": "площа площі площі площу площею площі",
    "оз": "озеро озера озеру озеро озером озері",
    "хут": "хутір хутора хутору хутір хутором хуторі",
    "р": "річка річки річці річку річкою річці",
}
_TITLES = {
    "проф": ("професор", "а у а ом ові"),
    "акад": ("академік", "а у а ом ові"),
    "доц": ("доцент", "а у а ом ові"),
    "інж": ("інженер", "а у а ом ові"),
    "ген": ("генерал", "а у а ом ові"),
    "полк": ("полковник", "а у а ом ові"),
    "кап": ("капітан", "а у а ом ові"),
    "лейт": ("лейтенант", "а у а ом ові"),
    "серж": ("сержант", "а у а ом ові"),
    "реж": ("режисер", "а у а ом ові"),
    "д-р": ("доктор", "а у а ом ові"),
    "ред": ("редактор", "а у а ом ові"),
}
_DECLINED = {name: [base, *(base + end for end in ends.split())] for name, (base, ends) in _TITLES.items()}
_DECLINED |= {name: forms.split() for name, forms in _PLACES.items()}
_GENITIVE_NAME = regex(r"(?:енка|єнка|ого|ука|юка|ака|яка|ика|чука|іва|ина|ича|ака|ея|ія|яна|ана|она|ара|ера|ра)\b")
_LOCATIVE_NAME = regex(r"(?:[ії]|ому|ах|ях|ку|ську|цьку)\Z")


@rule(
    rf"(?<![\w-])(?P<name>[Мм]|[Сс]|[Сс]мт|[Сс]ел|[Вв]ул|[Пп]росп|[Пп]р(?:-т)?|[Бб]ул|[Бб]ульв|[Бб]-р|[Пп]ров|[Пп]л"
    rf"|[Оо]з|[Хх]ут|р)(?:\.|(?<=смт)|(?<=пр-т)|(?<=б-р)) ?(?={_CAPITAL}(?:\. ?[А-ЯҐЄІЇ])?(?:\w[\w'’]|['’]\w))",
    prefilter=rf"[.тТрРTP] ?{_CAPITAL}",
)
def place(match: re.Match[str], passage: Passage) -> str | None:
    """Say what a place is before its name, in its case: `у м. Києві`, `на вул. Хрещатик`, `с. Іванівка`."""
    name = match["name"].lower()
    if passage.marked("code", match.start()) or _is_initial(match):
        return None
    following = re.match(r"[«“\"„]?(?P<word>[\w'’-]+)", after(match))
    shown = following["word"] if following else ""
    return _like(_DECLINED[name][_place_case(before(match), shown, name)], match["name"]) + " "


def _is_initial(match: re.Match[str]) -> bool:
    """Return whether a capital with a full stop is the initial of a name: "С. Бандера" in a sentence."""
    return match["name"] in ("М", "С") and (
        match.start() > 0 or re.match(r"[А-ЯҐЄІЇ][\w'’]+ (?:[а-яґєії]|-|—|–|[А-ЯҐЄІЇ]\.)", after(match)) is not None
    )


def _place_case(text: str, name: str, kind: str) -> int:
    """Return the index of the case of a place after `text` and before its `name`."""
    cases = governed(text)
    if not cases:
        is_genitive = kind in ("м", "с", "смт") and re.search(r"(?:ава|ева|ова|ольська|ька)\b", name) is None
        return 1 if is_genitive and re.search(r"\b(?:мер\w*|мешкан\w+|жител\w+|вулиц\w+|рад\w+) \Z", text) else 0
    if "l" in cases and not re.search(r"\b[Пп]о \Z", text):
        is_street = kind not in ("м", "с", "смт", "сел")
        if is_street or _LOCATIVE_NAME.search(name):
            return 3 if cases == "al" and kind in ("м", "с") and not _LOCATIVE_NAME.search(name) else 5
        return 3
    if re.search(r"\b[Пп]о \Z", text):
        return 2
    return "ngdail".index(cases[0])


def _like(said: str, written: str) -> str:
    """Return `said` with a capital if `written` begins with one."""
    return said[0].upper() + said[1:] if written[:1].isupper() else said


@rule(
    r"(?<![\w-])(?P<name>[Пп]роф|[Аа]кад|[Дд]оц|[Іі]нж|[Гг]ен|[Пп]олк|[Кк]ап|[Лл]ейт|[Сс]ерж|[Рр]еж|[Дд]-р)"
    r"(?:\.|(?<=д-р)|(?<=Д-р)) ?(?=(?:[А-ЯҐЄІЇ]\. ?)*[А-ЯҐЄІЇ][\w'’]+)",
    needs=".-",
)
def title(match: re.Match[str], passage: Passage) -> str:
    """Say a title before a name, in its case where the name or a preposition shows it: `проф. Іваненко`."""
    forms, cases = _DECLINED[match["name"].lower()], governed(before(match))
    name = re.match(r"(?:[А-ЯҐЄІЇ]\. ?)*(?P<word>[\w'’]+)(?: (?P<last>[А-ЯҐЄІЇ][\w'’]+))?", after(match))
    last = (name["last"] or name["word"]) if name else ""
    return _like(forms[_title_case(cases, last)], match["name"]) + " "


def _title_case(cases: str, name: str) -> int:
    """Return the index of the case of a title after a preposition and before a `name`."""
    if name.endswith(("ом", "им", "ем", "єм")) and (not cases or "i" in cases):
        return 4
    if name.endswith(("ові", "еві", "єві")):
        return 2
    if name.endswith("ому"):
        return 2
    if name.endswith("у"):
        return 2
    if cases and cases[0] in "gdi":
        return "ngdail".index(cases[0])
    return 1 if _GENITIVE_NAME.search(name) and not name.endswith(("Куліна", "Марина", "Ірина")) else 0


_REFERENCES = {
    "ст": "стаття статті статті статтю статтею статті f",
    "ч": "частина частини частині частину частиною частині F",
    "п": "пункт пункту пункту пункт пунктом пункті m",
    "пп": "підпункт підпункту підпункту підпункт підпунктом підпункті m",
    "гл": "глава глави главі главу главою главі f",
    "розд": "розділ розділу розділу розділ розділом розділі m",
    "рис": "рисунок рисунка рисунку рисунок рисунком рисунку m",
    "табл": "таблиця таблиці таблиці таблицю таблицею таблиці f",
    "мал": "малюнок малюнка малюнку малюнок малюнком малюнку m",
    "стор": "сторінка сторінки сторінці сторінку сторінкою сторінці f",
    "с": "сторінка сторінки сторінці сторінку сторінкою сторінці f",
    "т": "том тома тому том томом томі m",
    "кв": "квартира квартири квартирі квартиру квартирою квартирі f",
    "буд": "будинок будинку будинку будинок будинком будинку m",
    "оф": "офіс офісу офісу офіс офісом офісі m",
    "каб": "кабінет кабінету кабінету кабінет кабінетом кабінеті m",
    "корп": "корпус корпусу корпусу корпус корпусом корпусі m",
    "абз": "абзац абзацу абзацу абзац абзацом абзаці m",
    "вип": "випуск випуску випуску випуск випуском випуску m",
    "кн": "книга книги книзі книгу книгою книзі f",
    "дод": "додаток додатка додатку додаток додатком додатку m",
}


_REFERENCE = "|".join(sorted(_REFERENCES, key=len, reverse=True))


@rule(
    rf"(?<![\w.-])(?<!\bт\. )(?P<name>{_REFERENCE})\. ?"
    r"(?:(?P<number>\d{1,4})(?:[-–](?P<high>\d{1,4}))?(?![\w:]|[.,/-]\d)|(?=\d))",
    re.IGNORECASE,
    needs=INNER_STOP,
)
def abbreviation_before_number(match: re.Match[str], passage: Passage) -> str | None:
    """Say what a number refers to, in its case: `Див. стор. 12`, `за ч. 2 ст. 115`, `кв. 5`."""
    *forms, gender = _REFERENCES[match["name"].lower()].split()
    text, number = before(match), int(match["number"] or 0)
    if match["name"].lower() in ("с", "т") and re.search(r"\d ?\Z", text):
        return None
    index = _reference_case(text)
    said = forms[index]
    if not match["number"]:
        return f"{_like(said, match['name'])} "
    if gender == "F" or (match["name"].lower() == "т"):
        return f"{_like(said, match['name'])} {words.ordinal(number, 'ngdail'[index], gender.lower())}"
    if match["high"]:
        several = forms[1] if gender == "f" and index == 0 else said
        return f"{_like(several, match['name'])} {words.cardinal(number)} {words.cardinal(int(match['high']))}"
    return f"{_like(said, match['name'])} {words.cardinal(number)}"


_PART_BEFORE = regex(
    r"(?:\b(?:п|пп|ч|абз)\. ?\d+|пункт\w*|частин\w+|порушенн\w+|вимог\w*|положен\w+|згідно) \Z", re.IGNORECASE
)
_SEE = regex(r"\b(?:[Дд]ив|[Пп]ор)\. \Z")


def _reference_case(text: str) -> int:
    """Return the index of the case of a reference after `text`."""
    if _SEE.search(text):
        return 3
    if _PART_BEFORE.search(text):
        return 1
    cases = governed(text)
    if cases == "ai":
        return 4
    if "l" in cases:
        return 5
    return "ngdail".index(cases[0]) if cases else 0


_PHRASES = {
    "КК": "Кримінального кодексу",
    "ККУ": "Кримінального кодексу України",
    "поч.": "початку",
    "кін.": "кінці",
    "к. т. н.": "кандидат технічних наук",
    "д. т. н.": "доктор технічних наук",
    "к. е. н.": "кандидат економічних наук",
    "д. е. н.": "доктор економічних наук",
    "к. ю. н.": "кандидат юридичних наук",
    "д. ю. н.": "доктор юридичних наук",
    "к. м. н.": "кандидат медичних наук",
    "д. м. н.": "доктор медичних наук",
    "к. і. н.": "кандидат історичних наук",
    "д. і. н.": "доктор історичних наук",
    "т. д.": "так далі",
    "т. п.": "тому подібне",
    "т. ін.": "таке інше",
    "т. зв.": "так званий",
    "т. ч.": "тому числі",
    "н. р. м.": "над рівнем моря",
    "та ін.": "та інші",
    "див.": "дивись",
    "пор.": "порівняй",
    "напр.": "наприклад",
    "ім.": "імені",
    "тел.": "телефон",
    "моб.": "мобільний",
    "обл.": "область",
    "р-н": "район",
    "р-ну": "району",
    "р-ні": "районі",
    "р-нів": "районів",
    "ін-т": "інститут",
    "ін-ту": "інституту",
    "ун-т": "університет",
    "ун-ту": "університету",
    "вид-во": "видавництво",
    "к-ть": "кількість",
    "св.": "святого",
    "ред.": "редактор",
    "упоряд.": "упорядник",
    "заст.": "заступник",
    "зав.": "завідувач",
    "гол.": "головний",
    "бл.": "близько",
    "прибл.": "приблизно",
    "зокр.": "зокрема",
    "англ.": "англійською",
    "нім.": "німецькою",
    "фр.": "французькою",
    "лат.": "латиною",
    "грец.": "грецькою",
    "укр.": "українською",
    "рос.": "російською",
    "пол.": "польською",
    "кімн.": "кімната",
    "екз.": "екземпляр",
    "млн": "мільйонів",
    "млрд": "мільярдів",
    "тис.": "тисяч",
    "грн": "гривень",
}
_ALTERNATIVES = "|".join(re.escape(one).replace(r"\ ", " ?") for one in sorted(_PHRASES, key=len, reverse=True))
_KEYS = {key.replace(" ", "").lower(): said for key, said in _PHRASES.items()}
_BEFORE_NAME = frozenset(("ім.", "св."))
_LANGUAGES = frozenset(["англ.", "нім.", "фр.", "лат.", "грец.", "укр.", "рос.", "пол."])
_NUMBERED = frozenset(("моб.", "тел."))


@rule(rf"(?<![\w.-])(?P<name>{_ALTERNATIVES})(?![\w'’-])", re.IGNORECASE, prefilter=has_word((*_PHRASES, *_KEYS)))
def abbreviation(match: re.Match[str], passage: Passage) -> str | None:
    """Say an abbreviation in words: `і т. д.`, `див.`, `ім. Шевченка`, `напр.`, `Київська обл.`"""
    name = match["name"].lower().replace(" ", "")
    if match["name"] in ("КК", "ККУ"):
        return _PHRASES[match["name"]]
    if passage.marked("code", match.start()) or match["name"].isupper():
        return None
    rest = after(match)
    if name in ("поч.", "кін.") and not re.search(r"\b(?:на|до|з|від|у|в) \Z", before(match)):
        return None
    if name in _BEFORE_NAME and not re.match(rf" ?{_CAPITAL}", rest):
        return None
    if name in _LANGUAGES and not re.match(r" [\w“«\"]", rest):
        return None
    said = _KEYS[name]
    if name == "т.зв.":
        said = f"так {_so_called(rest)}"
    if name == "обл.":
        said = _region(before(match))
    if name == "св.":
        said = _saint(rest, governed(before(match)))
    is_inside = name in _BEFORE_NAME or name in _NUMBERED or name in _NEVER_LAST
    return _like(said, match["name"]) + ("" if is_inside else stop(match))


_INSIDE = frozenset(("див.", "пор.", "поч.", "кін.", "заст.", "зав.", "гол.", "т.зв.", "напр."))
_NEVER_LAST = _INSIDE.union(key for key in _KEYS if key.endswith(".н.") and key != "н.")
_SO_CALLED = (
    (("ого",), "званого"),
    (("ої", "ії"), "званої"),
    (("и", "і", "ї"), "звані"),
    (("а", "я"), "звана"),
    (("у", "ю"), "звану"),
    (("ів", "их"), "званих"),
    (("о", "е"), "зване"),
)


def _so_called(rest: str) -> str:
    """Return "званий" in the form that the word after it shows."""
    word = re.match(r" ?[«“\"„]?(?P<word>[\w'’]+)", rest)
    found = word["word"] if word else ""
    return next((said for ends, said in _SO_CALLED if found.endswith(ends)), "званий")


def _region(text: str) -> str:
    """Return "область" in the case of the adjective before it: "Київської" is "області"."""
    if re.search(r"(?:ій|ої) \Z", text):
        return "області"
    return "областю" if re.search(r"ою \Z", text) else "область"


def _saint(rest: str, cases: str) -> str:
    """Return "святий" in the form that the name after it shows."""
    name = re.match(r" ?(?P<word>[\w'’]+)", rest)
    word = name["word"] if name else ""
    is_genitive = word.endswith(("ія", "ая", "ра", "на", "ла", "са", "ма")) and word[:-1] + "а" not in _WOMEN
    if word.endswith(("и", "ії")):
        return "святої"
    if word in _WOMEN:
        return "свята"
    return "святого" if cases[:1] == "g" or is_genitive or word.endswith(("а", "я")) else "святий"


_WOMEN = frozenset(
    [
        "Варвара",
        "Катерина",
        "Ольга",
        "Софія",
        "Анна",
        "Марія",
        "Тереза",
        "Тетяна",
        "Параскева",
        "Анастасія",
        "Людмила",
        "Ганна",
    ]
)

FIRST: tuple[Rule, ...] = (abbreviation_before_number,)
RULES: tuple[Rule, ...] = (place, title, abbreviation)
