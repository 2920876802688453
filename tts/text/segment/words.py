"""Words that distinguish the end of a sentence from a full stop within one, by language."""

from __future__ import annotations


def _by_language(**listed: str) -> dict[str, frozenset[str]]:
    """Return the words of each language as a set."""
    return {language: frozenset(words.split()) for language, words in listed.items()}


STARTERS = _by_language(
    de="Aber Als Am An Auch Auf Aus Bei Bis Da Danach Dann Das Dem Den Der Des Die Dies Diese Dieser Doch Dort Ein "
    "Eine Einen Er Es Für Hier Ich Ihr Im In Ja Jetzt Man Mit Nach Nein Nicht Noch Nun Nur Ob Oder Schon Sein Seine "
    "Seit Sie So Und Vom Von Vor War Was Wenn Wer Wie Wir Wo Zu Zum Zur",
    en="A After Again All Also Although An And Another Are As At Because Before Both But By Can Could Did Do Does Due "
    "Each Even Every Finally For From He He's Her Here His How However I'd I'll I'm I've If In Is It It'd It'll It's "
    "Its Just Later Many Maybe Meanwhile Most My Nobody Not Now On Once Or Our Perhaps She She's Since So Some Still "
    "That That'd That's The Their Then There There's These They They're Today This Those Though To Until Was We We're "
    "We've Were What When Where While Who Why With Would Yet You You're Your",
    es="A Además Ahora Al Allí Algunos Ante Antes Aunque Así Cada Como Con Cuando De Del Desde Después Durante El Ella "
    "Ellos En Entonces Entre Era Es Esa Ese Eso Esta Estas Este Esto Estos Está Fue Ha Hasta Hay Hoy La Las Le Lo Los "
    "Luego Me Mientras Muchos Muy Nada No Nos Nuestro Para Pero Por Porque Que Se Según Si Sin Sobre Su Sus También "
    "Tan Te Tras Todo Todos Tres Un Una Ya Y Yo",
    fr="Ainsi Alors Après Au Aucun Aujourd'hui Aussi Autre Aux Avant Avec Ce Ceci Cela Celle Celui Certains Ces Cet "
    "Cette Chaque Comme Contre D'après Dans De Depuis Des Deux Dès Du Elle Elles En Enfin Ensuite Entre Est Et Il Ils "
    "J'ai Je L'an La Le Les Leur Leurs Mais Malgré Même Ne Non Nos Notre Nous Nul On Or Ou Où Par Parce Parmi Pas "
    "Pendant Plus Plusieurs Pour Pourquoi Pourtant Puis Quand Que Quel Quelle Qui Sa Sans Selon Ses Seul Si Son Sous "
    "Sur Tandis Tous Tout Toute Très Trois Un Une Vers Voici Voilà Vous Y",
)
"""Words that rarely have a capital except at the beginning of a sentence."""

NEVER_LAST = _by_language(
    de="Abb Abs Abt Bd Beschl Bgm Bio Bj Ca Dipl.-Ing Dr.-Ing Fa Fam Fr Frl Gr Hann Hj Hl Hr Hrn Kap Kt Mia Min Msp "
    "Nr Pck Pkg Prof Sek St Str Tbl Tel U-Bhf Urt Vors Whg Ziff aktual anschl bzw ca dt dzt einschl em erm erw "
    "exkl geb gegr gem gestr gg ggü inkl insg insges jew jun jähr lt mtl nördl rd röm schriftl sog stellv südl "
    "teilw vgl westl zw zzgl östl überarb",
    en="Adm Asst Capt Cmdr Col Cpl Dr Fr Gen Gov Hon Lt Maj Messrs Mr Mrs Ms Mt Pres Prof Rep Rev Rte Sen Sgt St deg",
    es="Arq Av Avda Cap Cnel Cía Ctra D Dr Dra Dres Dña Excmo Fig Gral Ilmo Ing Lic Mons Pza Plza Pág Prof Profa Sr "
    "Sra Sras Sres Srta Srtas Sta Sto Tel Tte Tfno a abr ago aprox art cap cda cdas cdta cdtas cf d dcha dic dom "
    "ed ene esq ext feb fig hab izq jue juev jul jun lun mart miér mié nov núm núms oct p pp pág págs párr sept "
    "sep sáb tel tfno tlf t vier vie vol v ej gr s ss ptas Bs pers BB CC DD EE FF JJ RR SS B C F G H J K L M N P R S "
    "T V W Ayto Cel Col Carr Fed Blvd Bvd Pl Ldo Lda Secc Cd arts bill Prov Hno Pdte int Rda Urb Of Cdor Ej Núm Núms "
    "Art Arts",
    fr="Bd Dr Fig M MM Me Mgr Mlle Mlles Mm Mme Mmes Pr St Ste Vve apr art avr bd boul cf chap dim déc env ex fig févr "
    "janv jeu juil lun mer n nov oct p pl pp sam sept t tél ven vol éd Rens rens pers th c "
    "Coef Pop al alt coef cuil dir fév r rte vend lun.-dim lun.-sam lun.-ven mar.-dim mar.-sam mer.-dim sam.-dim "
    "B C D F G H J K L M N P R S T V W",
    uk="Акад Бул Вул Див Доц Напр Пл Пр Просп Проф Св акад бул вул гл див доц ім мал напр пл пров просп проф рис розд "
    "св стор табл",
)
"""Abbreviations that come before a name, a number or the like. They end a sentence only before one of `STARTERS`."""

LAST_BEFORE_CAPITALS = _by_language(
    en="Bde Bn Bros Co Corp Eq Eqn Eqs Ext Inc LLC Ltd Max Min Nos PLC Ref Refs Regt Sec Secs Sect Vol Vols approx app "
    "ca ch chap chaps ed eds est ext fig figs incl max min pp temp vol vols",
    es="AA HH MM OO UU VV m",
    fr="J.-C ap av ch cons corr grat hab max min moy s",
    uk="буд гол год гр грн д дол е екз зав заст зв ін к каб кв коп куб л млн млрд н обл п р рр рт с сек ст т тел тис "
    "трав трлн хв ч чол шт",
)
"""Abbreviations that end a sentence only if a word with a capital follows."""

LETTERED = (
    "appendix|block|building|category|chapter|class|column|concourse|exhibit|figure|gate|grade|group|hepatitis|"
    "influenza|option|part|phase|plan|point|row|section|series|table|tier|type|unit|vitamin|wing|zone"
)
"""The pattern of English nouns that are named by a letter (plan B)."""
