"""The words for a few symbols in languages that have neither rules nor phrases of their own."""

from __future__ import annotations

from collections.abc import Mapping

from tts.noun import noun
from tts.text.languages import languages, load_phrases
from tts.text.languages.tags import primary_subtag

_TABLE = """
ar | ناقص | زائد | زائد أو ناقص | رقم | مربع | مكعب
be | мінус | плюс | плюс-мінус | нумар | у квадраце | у кубе
bg | минус | плюс | плюс-минус | номер | на квадрат | на куб
ca | menys | més | més o menys | número | al quadrat | al cub
cmn | 负 | 正 | 正负 | | 平方 | 立方
cs | minus | plus | plus minus | číslo | na druhou | na třetí
da | minus | plus | plus minus | nummer | i anden | i tredje
el | μείον | συν | συν πλην | αριθμός | στο τετράγωνο | στον κύβο
eo | minus | plus | plus aŭ minus | numero | kvadrata | kuba
et | miinus | pluss | pluss-miinus | number | ruudus | kuubis
fa | منفی | مثبت | مثبت و منفی | شماره | مربع | مکعب
fi | miinus | plus | plus miinus | numero | toiseen | kolmanteen
gl | menos | máis | máis ou menos | número | ao cadrado | ao cubo
he | מינוס | פלוס | פלוס מינוס | מספר | בריבוע | בשלישית
hi | माइनस | प्लस | प्लस माइनस | नंबर | वर्ग | घन
hr | minus | plus | plus minus | broj | na kvadrat | na kub
hu | mínusz | plusz | plusz-mínusz | | négyzet | köb
id | minus | plus | kurang lebih | nomor | persegi | kubik
is | mínus | plús | plús mínus | númer | í öðru | í þriðja
it | meno | più | più o meno | numero | al quadrato | al cubo
ja | マイナス | プラス | プラスマイナス | ナンバー | 平方 | 立方
ko | 마이너스 | 플러스 | 플러스마이너스 | 번호 | 제곱 | 세제곱
lt | minus | plius | plius minus | numeris | kvadratu | kubu
lv | mīnus | plus | plus mīnus | numurs | kvadrātā | kubā
mk | минус | плус | плус минус | број | на квадрат | на куб
nb | minus | pluss | pluss minus | nummer | i andre | i tredje
nl | min | plus | plus of min | nummer | kwadraat | tot de derde
pl | minus | plus | plus minus | numer | do kwadratu | do sześcianu
pt | menos | mais | mais ou menos | número | ao quadrado | ao cubo
ro | minus | plus | plus minus | numărul | la pătrat | la cub
ru | минус | плюс | плюс-минус | номер | в квадрате | в кубе
sk | mínus | plus | plus mínus | číslo | na druhú | na tretiu
sl | minus | plus | plus minus | številka | na kvadrat | na kub
sq | minus | plus | plus minus | numri | në katror | në kub
sr | минус | плус | плус минус | број | на квадрат | на куб
sv | minus | plus | plus minus | nummer | i kvadrat | i kubik
tr | eksi | artı | artı eksi | numara | kare | küp
vi | âm | cộng | cộng trừ | số | vuông | khối
"""
_ALSO = {"no": "nb", "nn": "nb", "zh": "cmn", "bs": "hr", "iw": "he"}


@noun
class SymbolWords:
    """The words for symbols next to a number; "" where a symbol is left to the voice.

    `power` has a place for the `exponent`, and `range` and `score` stand between two numbers.
    """

    minus: str = "-"
    plus: str = ""
    plus_or_minus: str = ""
    number: str = ""
    squared: str = ""
    cubed: str = ""
    power: str = ""
    range: str = ""
    score: str = ""


def symbol_words(language: str) -> SymbolWords:
    """Return the words of a BCP 47 tag: of its phrases, or of the table above.

    Of an unknown language every voice knows a hyphen before a number, few know the minus sign.
    """
    primary = primary_subtag(language)
    if primary in languages():
        words = load_phrases(language).signs
        return SymbolWords(
            minus=words.minus,
            plus=words.plus,
            plus_or_minus=words.plus_or_minus,
            squared=words.squared,
            cubed=words.cubed,
            power=words.power,
            range=words.range,
            score=words.score,
        )
    return _WORDS.get(_ALSO.get(primary, primary), SymbolWords())


def _read_table() -> Mapping[str, SymbolWords]:
    """Return the words of each language in the table."""
    words = {}
    for row in _TABLE.strip().splitlines():
        tag, minus, plus, plus_or_minus, number, squared, cubed = map(str.strip, row.split("|"))
        words[tag] = SymbolWords(
            minus=minus, plus=plus, plus_or_minus=plus_or_minus, number=number, squared=squared, cubed=cubed
        )
    return words


_WORDS = _read_table()
