"""What distinguishes languages of one script: the letters that others lack, and the most frequent small words."""

from __future__ import annotations

LETTERS = {
    "af": "êëôû",
    "ca": "àçèéíïòóúü",
    "cs": "áčďéěíňóřšťúůýž",
    "cy": "âêîôûŵŷ",
    "da": "æøåé",
    "de": "äöüß",
    "en": "",
    "eo": "ĉĝĥĵŝŭ",
    "es": "áéíñóúü",
    "et": "äõöüšž",
    "eu": "ñ",
    "fi": "äö",
    "fr": "àâæçèéêëîïôœùûü",
    "ga": "áéíóú",
    "gl": "áéíñóú",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "id": "",
    "is": "áæðéíóöþúý",
    "it": "àèéìòù",
    "la": "",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "mt": "ċġħż",
    "nb": "æøåé",
    "nl": "éëï",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõú",
    "ro": "ăâîșțşţ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sq": "ëç",
    "sv": "äöåé",
    "tr": "çğıöşüâî",
    "vi": "ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵầấẩẫậằắẳẵặềếểễệồốổỗộờớởỡợừứửữự",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "mn": "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя",
    "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
    "tt": "аәбвгдеёжҗзийклмнңоөпрстуүфхһцчшщъыьэюя",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىئءأإآؤة",
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنهویئءأآؤ",
    "ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھیےئءأآؤۓ",
    "ps": "ابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهۀیېۍئي",
    "ckb": "ابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێئ",
    "ug": "ابپتجچخدرزژسشغفقكگڭلمنوۇۆۈۋېىيئەھ",
}
"""The letters of a language: of one in Latin letters those that are not a to z."""
WORDS = {
    "af": (
        "die en van is nie het in wat dat vir op met te om sy hy hulle ons maar ook was sal deur jaar na oor hierdie"
    ),
    "ca": (
        "de la el i que a les els en per amb un una no és són del al dels va ha com més però seva seu aquest "
        "aquesta o què perquè on també molt hi ho es tot fins ser sobre entre any anys han van nova dia pot torna "
        "després qui aquests sota nou tots aquí fer tenen sense fa l' d' n' s'"
    ),
    "cs": (
        "a v se na je že s z do o k i to ve pro jako byl byla bylo jsou ale které který která po podle jeho její "
        "za od při také by už jen však si roce let být před není co když až tak jak bude ze nebo tento znovu nové "
        "nový kde kdo proč ani aby několik mezi jsem jsme mají má všechny zde pak těžké"
    ),
    "cy": (
        "yn y a i o ar yr am mae ei gan bod ond wedi ac gyda fel sydd nid oedd hyn eu ni ein na at dros fod bydd "
        "rhwng hefyd cael un bu ddim wrth dim mwy roedd mewn newydd sy pan fydd hi ef yma iawn flwyddyn yw"
    ),
    "da": (
        "og i at det er en til af på med for der den de som ikke har om et fra var jeg vi han også blev efter "
        "skal kan nu mere år hun men eller ved meget når ud over kun op hvor hvad noget sig dem deres mig være "
        "andre mellem mod hver hvis jo bliver blevet havde kunne ville skulle efterår sit sin hans hendes denne "
        "dette fordi sammen igen bare end to første uden glad"
    ),
    "de": (
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus "
        "er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber "
        "vor zur bis mehr durch man sein wurde sei ich wir wenn kann doch schon hatte unter gegen vom warum "
        "wieder keine nun ihre alle niemand neue neuen wo jeder hier während tag tage ins beim etwa heute sehr ab"
    ),
    "en": (
        "the of and to in a is that for it as was with be by on not he his but at are this have from or had an "
        "they which one you were all her she there would their we him been has when who will no more if out so up "
        "what its about than into them can only other time new some could these two may first then do any like my "
        "now over such our me before after where how also because since while during each many most people year "
        "years still under between both don here just back through against being off until never says said made "
        "way last next once same very much those every day week open opens"
    ),
    "eo": "la de kaj en estas al ke por ne li ĝi kun mi pri ili sed el kiu ŝi tiu estis pli aŭ kiel ni oni",
    "es": (
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si "
        "sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está nos "
        "durante donde nadie porque cada uno hay puede después otros tiene qué según sólo solo ni contra ese "
        "antes ahora han nuevo nueva aún quien todos todas aquí bajo mientras día días vuelto"
    ),
    "et": (
        "ja on ei et ka see kui oli ta oma selle mis aga või nii ning mida kes pärast aastal eest ole siis veel "
        "ma välja üle juba tema nad uus kus miks taas tasuta lastele igal olid olen nende enne nagu saab kuid"
    ),
    "eu": (
        "eta da ez bat du zen dute dira izan zuen baina bere egin hori ere dago beste baino den bai hau zuten "
        "arte urte berriro irekiko dela egun gabe horiek edo ditu baita ondoren zein duela"
    ),
    "fi": (
        "ja on ei se että oli hän mutta ovat kun myös joka niin kuin olla mukaan ole vuonna vain sen tai jo ollut "
        "sekä kanssa voi jos mitä hänen siitä vielä nyt mukana jälkeen koska kaikki ennen ne tämä sitä joita "
        "jossa tämän olivat kaksi ensimmäinen vuoden eivät miksi koko uusi uuden hyvin voidaan saa myöhemmin "
        "aikana sitten tänä heidän jälleen uudelleen palanneet vuotta enää"
    ),
    "fr": (
        "de la le et les des en un une du que est pour qui dans a par plus pas au sur ne se ce il sont avec son "
        "on à ou aux elle ont mais été nous comme cette sa ses leur même ces fait deux entre sans sous après "
        "encore vous tout était peut être si très aussi depuis où leurs donc avait pourquoi ans jour personne "
        "premier nouveau nouvelle avant chaque tous toutes ici pendant jours rouvre parti l' d' qu' n' s' c' j' "
        "jusqu' lorsqu' aujourd'"
    ),
    "ga": (
        "agus an na ar is a i go tá sé le do bhí ní ag sa leis den ach nó níl siad don san aon seo sin iad mar "
        "chuig atá gach raibh mo isteach amach arís nach féin ann dá bliain nua d' b'"
    ),
    "gl": (
        "de a o que e do da en os un unha para con non no na se as por é máis ao dos das como pero súa seu foi á "
        "ten tamén xa ou moi nos esta son hai"
    ),
    "hr": (
        "i je u na se da su za od s iz kao o ne što nije koji koja koje biti bio ali samo već sam bi će kako po "
        "nakon prema te još ili godine dan sve više bez između gdje ponovno nova novi tko zašto ni kad ljudi dana "
        "ulaz besplatan djecu opet nego njih iznad tijekom"
    ),
    "hu": (
        "a az és hogy nem is egy van ez meg csak de volt már még mint ha azt ki el vagy lesz több között szerint "
        "után amely nagyon fel ezt sem minden majd pedig két most kell első miért senki hat ahol volna ezek új "
        "újra egyik olyan ezért mindig alatt vissza lehet lett ők mi ti ő saját helyen nap én te"
    ),
    "id": (
        "yang dan di dari untuk dengan pada ini itu tidak dalam akan adalah ke oleh juga sebagai bahwa telah "
        "karena ada mereka kami atau saya bisa sudah seorang lebih satu tahun"
    ),
    "is": (
        "og að í á er sem það til var við um með fyrir en ekki hann af hafa eru frá hún ég því eftir þar upp "
        "verið hefur"
    ),
    "it": (
        "di e che la il un a è per in una sono mi ho si lo ma le i con non da del della dei delle al nel alla gli "
        "più come anche ha era dopo questo se cui suo sua o dal nella sul essere stato due anni tra così quando "
        "molto tutti hanno nessuno perché primo sei fu fino prima ogni questa aveva ancora suoi nuovo nuova dove "
        "chi tutte quello qui durante giorno giorni l' d' dell' nell' all' un' c' dall' sull'"
    ),
    "la": (
        "et in est ad ut non cum sed quod qui ex de per ab ac aut sunt esse si quae eius hoc quam enim etiam "
        "ipsum dolor sit amet dolore id nec atque eum autem"
    ),
    "lt": (
        "ir yra kad į iš su bet tai kaip jo ar buvo ne po už nuo apie dar tik iki metų jau pagal kuris kai jis "
        "per labai"
    ),
    "lv": (
        "un ir ar no ka par to bet kas arī tā uz nav kā bija pie viņš pēc gan tas lai vai līdz tikai gada es ļoti "
        "šis atkal jauns kur bez gadā viņa viņi tiek tiks pirms kad jau vēl bērniem kurš būs"
    ),
    "mt": "u li ta il l fil fuq ma minn dan għal kien biex hija kif dak jew din hemm kienet tal",
    "nb": (
        "og i det er på som en til å for av at med de ikke har den han om et fra var jeg men seg vi også eller "
        "ble etter skal kan nå mer år hun ut over bare opp hvor hva noe dem sine meg være andre enn må mot når "
        "mye ved mellom hver hvis blir blitt hadde kunne ville skulle hans hennes denne dette fordi sammen igjen "
        "uten to første dag"
    ),
    "nl": (
        "de het een van en in is dat op te zijn voor met die niet aan er om ook als dan maar bij uit door naar "
        "heeft nog over tot was hij ze wordt worden werd ik je deze we hebben kan of geen haar meer zich wel al "
        "waar moet jaar wat twee na had onder tegen omdat hun dit veel zo gaat weer ons onze alle nieuwe jaren "
        "eerste bijna altijd terug mensen waarom niemand zou kunnen moeten gaan"
    ),
    "pl": (
        "i w na z się do że nie to jest o jak po od za co przez dla są ale tym czy ma być by go już tak tylko "
        "jego było był była które który która oraz ich jej roku jako może też ze ten przy pod bez lat przed nad "
        "tego jednak gdy nikt dlaczego dwa znowu nowy nowe gdzie kto aby kiedy kilka między jestem mają wszystkie "
        "tutaj ponownie bardzo podczas będzie zostało został"
    ),
    "pt": (
        "de a que o e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou "
        "quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos são foi está era ser "
        "tem há anos às nas ano sobre esta este porque dois ninguém pelos num novo nova antes ainda onde quem "
        "todos todas aqui sob durante dia dias desde cada outro outra"
    ),
    "ro": (
        "de și în a la cu pe din că o un nu este pentru care mai au sunt sau ca prin dar se ce după fost lui ale "
        "cel această acest fi le al am ani era până despre doar unui unei fără toate când cum lor fiind între "
        "nimeni primul nou nouă înainte unde cine toți aici zi zile iar numai foarte"
    ),
    "sk": (
        "a v sa na je že s z do o k aj to vo pre ako bol bola bolo sú ale ktoré ktorý ktorá po podľa jeho za od "
        "pri by už len však si roku rokov byť pred nie čo keď až tak bude zo alebo znovu kde kto prečo ani aby "
        "niekoľko medzi som sme majú má všetky tu potom opäť ťažkej veľmi"
    ),
    "sl": (
        "in je v na se da so za z od pa ki iz ne tudi kot po pri bi bo kar ali lahko še le do že bil bila ter "
        "leta o med samo več ni pred spet bodo kje kdo zakaj niti ljudje dan vstop otroke kjer zelo vendar ker "
        "tem teh brez tega"
    ),
    "sq": "të dhe në e i për me një që nga është më ka se si u nuk janë ai kjo do kanë por duke edhe",
    "sv": (
        "och i att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när "
        "år under också efter eller nu sin där vid mot ska skulle hon mer alla ut upp bara blev hur mycket andra "
        "detta utan över finns varit hade nya ingen två varför mellan varje blir blivit kunde ville hans hennes "
        "denna dessa eftersom tillsammans igen första fri glad nytt"
    ),
    "tr": (
        "ve bir bu da de için ile çok ne daha gibi olarak kadar en olan var sonra ama o ise her değil ki mi iki "
        "yıl göre oldu olduğu ya ben yok diye büyük bunu önce şey zaman hem veya tarafından neden kimse ilk saat "
        "ancak yeni yeniden nerede kim tüm burada gün zor bütün arasında"
    ),
    "vi": "và của là có không được cho trong một các người những với đã này khi để từ đến ở ra về như nhiều cũng",
    "ru": (
        "и в не на что он с как это по но из у за от так о же все его только было для мы они бы то я к вы был "
        "была после до или если когда где уже их есть ее её чтобы во со также под при нет год лет почему никто "
        "два"
    ),
    "uk": (
        "і в не на що з до та у як це за від про він але для так його є й по було її чи був була вони ми після "
        "або якщо коли де вже їх також під при немає рік років чому ніхто два ще щоб лише цього зі над через має "
        "бо знову цей ця тут дуже буде які яка який себе нас вас перший люди робити день багато кожен"
    ),
    "be": (
        "і у ў не на што з да гэта як за ад пра ён але для так яго ёсць па было яе ці быў была яны мы пасля калі "
        "дзе ужо іх таксама пад пры няма год каб"
    ),
    "bg": (
        "и на да се в от за е са с не по но че като до ще си той това при през или след със как който която които "
        "беше има му тя само още години към бе"
    ),
    "sr": (
        "и је у на се да су за од с из као о не што није који која које био али само већ сам би ће како по након "
        "те још или године све више"
    ),
    "mk": "и на во да се од за е со ќе не по што како до ги го му си тоа при или беше има само кој која кои години",
    "kk": "және мен бұл да де үшін бір деп оның бар болып осы емес",
    "ky": "жана бул менен бир да үчүн деп анын бар эмес болуп",
    "mn": "нь байна юм энэ гэж бол байсан их бас тэр ба",
    "tg": "ва дар аз ки ба бо барои ин аст буд он ҳам",
    "tt": "һәм белән бу да бер өчен дип булган иде",
    "ar": "في من على إلى أن عن التي الذي هذا هذه مع كان لا ما أو بعد كما قد لم هو هي ذلك بين كل",
    "fa": "و در به از که این را با است برای آن یک خود تا بر هم نیز شد بود های می کرد شده",
    "ur": "کے کی میں ہے اور سے کا کو پر اس نے کہ ہیں یہ تھا بھی ایک جو",
    "ps": "د په او چې له ته دی يې کې هم دا سره شوي",
    "ckb": "لە بە و بۆ کە ئەم لەگەڵ هەر ئەو دەکات",
    "ug": "ۋە بىر بۇ بىلەن ئۈچۈن دەپ",
    "hi": "के है में की से और का को पर हैं ने कि यह एक भी नहीं कर था लिए इस जो",
    "mr": "आणि आहे या च्या ते मध्ये हे आहेत तर होते नाही एक का की व होता",
    "ne": "र छ को मा का लागि यो भएको हो पनि छन् एक गर्न गरेको थियो",
    "he": "של את על לא זה הוא עם כי היא גם או כל אל היה אבל יש",
    "yi": "און איז די דער פון אין צו מיט נישט דאָס האָט אַז",
    "am": "ነው እና ላይ ውስጥ ነበር ግን",
    "ti": "እዩ ናይ ኣብ እቲ ድማ",
    "bn": "এবং করে এই থেকে জন্য একটি তার হয় না ও",
    "as": "আৰু এই কৰা পৰা হয় এটা",
}
"""The most frequent small words of each language; those that are joined to the next one have their apostrophe."""
