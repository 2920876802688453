"""Acronyms that people say as words, and those that they spell although they look like words."""

from __future__ import annotations

from tts.speech.rules.rule import Sounds

_SAID_AS_WRITTEN = """
ABBA AIDS AJAX ALMA AMBER ANZAC AUKUS BAFTA BAME BASIC BENELUX BIOS BRICS CERN COBRA COMECON CORS COVAX CRISPR CRUD DACA
DARPA ECOWAS EFTA EPSO EULEX EUROPOL FARC FIBA FIFA FOSDEM FRONTEX HAZMAT IGAD INTERPOL ISIS JAXA LASER LASIK LEGO
LIDAR LORAN MAGA MASH MENSA MERCOSUR MERS MINURSO MINUSCA MONUSCO NABU NAFTA NASA NASCAR NASDAQ NATO NIMBY NORAD NUMA
OCHA OFCOM OFGEM OFSTED OFWAT OPEC OSHA OXFAM PEMEX PETA POTUS RADAR REST RICO RISC ROSATOM ROSNEFT SAGE SARS SCUBA
SEAL SEALS SETI SIDS SIPRI SNAP SOAP SONAR STEM SWAT SWIFT TARP TASER UNISON UNIX WADA WASP YIMBY YOLO ZANU
"""
_SHORT = {
    "ARM": "Arm",
    "COP": "Cop",
    "DAB": "dab",
    "DAX": "Dax",
    "GNU": "gnu",
    "ICE": "ice",
    "LAN": "lan",
    "LIV": "Liv",
    "MAC": "Mac",
    "MAX": "Max",
    "PAC": "pack",
    "PIN": "pin",
    "RAM": "ram",
    "ROM": "rom",
    "SIM": "sim",
    "TED": "Ted",
    "WIC": "wick",
    "ZIP": "zip",
    "CAC": "cack",
}
_SPELT = {
    "ATACMS": "attack ems",
    "CNET": "C net",
    "FTSE": "footsie",
    "GAAP": "gap",
    "IEEE": "I triple E",
    "INXS": "in excess",
    "IMAX": "eye max",
    "JDAM": "jay dam",
    "JDAMs": "jay dams",
    "JPEG": "jay peg",
    "JSON": "Jason",
    "LEED": "leed",
    "MPOX": "M pox",
    "NOAA": "Noah",
    "README": "read me",
    "REIT": "reet",
    "SaaS": "sass",
    "SPAC": "spack",
    "TANF": "tan if",
    "UNAIDS": "U N aids",
    "USAID": "U S aid",
    "VoIP": "voyp",
    "MiG": "Mig",
    "WASM": "wazzum",
}
_SOUNDS = {
    "ACAS": ("ˈeɪkæs", "ay cass"),
    "AFCON": ("ˈæfkɒn", "aff con"),
    "ASBO": ("ˈæzboʊ", "azbo"),
    "ASAP": ("ˈeɪsæp", "ay sap"),
    "ASLEF": ("ˈæzlɛf", "azleff"),
    "COBOL": ("ˈkoʊbɒl", "co boll"),
    "CONMEBOL": ("ˈkɒnmɪbɒl", "con me boll"),
    "COVID": ("ˈkoʊvɪd", "co vid"),
    "DEFRA": ("ˈdɛfrə", "deffra"),
    "FINA": ("ˈfiːnə", "feena"),
    "HIMARS": ("ˈhaɪmɑːɹz", "high mars"),
    "ICANN": ("ˈaɪkæn", "eye can"),
    "IKEA": ("aɪˈkiːə", "eye key a"),
    "LIGO": ("ˈlaɪɡoʊ", "lie go"),
    "OLED": ("ˈoʊlɛd", "oh led"),
    "RAV": ("ˈræv", "ravv"),
    "THAAD": ("ˈθæd", "thad"),
    "AIPAC": ("ˈeɪpæk", "ay pack"),
    "ASEAN": ("ˈæziæn", "azzyan"),
    "AWACS": ("ˈeɪwæks", "ay wacks"),
    "AWOL": ("ˈeɪwɒl", "ay woll"),
    "BIPOC": ("ˈbaɪpɒk", "by pock"),
    "BTEC": ("ˈbiːtɛk", "bee tech"),
    "CAPTCHA": ("ˈkæptʃə", "capcha"),
    "CITES": ("ˈsaɪtiːz", "sigh tease"),
    "CONCACAF": ("ˈkɒŋkəkæf", "conka caff"),
    "COSATU": ("koʊˈsɑːtuː", "co sah too"),
    "CUDA": ("ˈkuːdə", "cooda"),
    "DOGE": ("ˈdoʊdʒ", "doje"),
    "EBITDA": ("ˈiːbɪtdɑː", "ee bit dah"),
    "FERC": ("ˈfɜːk", "furk"),
    "FEMA": ("ˈfiːmə", "feema"),
    "FIDE": ("ˈfiːdeɪ", "fee day"),
    "FISA": ("ˈfaɪzə", "fyza"),
    "FOIA": ("ˈfɔɪə", "foya"),
    "FOMO": ("ˈfoʊmoʊ", "foe moe"),
    "HIPAA": ("ˈhɪpə", "hippa"),
    "IATA": ("aɪˈɑːtə", "eye ahta"),
    "IFOR": ("ˈaɪfɔːɹ", "eye for"),
    "INEC": ("ˈaɪnɛk", "eye neck"),
    "ISAF": ("ˈaɪsæf", "eye saff"),
    "ISIL": ("ˈaɪsɪl", "eye sill"),
    "ISRO": ("ˈɪsroʊ", "iss row"),
    "JAXA": ("ˈdʒæksə", "jacksa"),
    "KFOR": ("ˈkeɪfɔːɹ", "kay for"),
    "MENA": ("ˈmiːnə", "meena"),
    "NAICS": ("ˈneɪks", "nakes"),
    "OFAC": ("ˈoʊfæk", "oh fack"),
    "OSINT": ("ˈoʊsɪnt", "oh sint"),
    "QANON": ("ˈkjuːənɒn", "Q anon"),
    "SCOTUS": ("ˈskoʊtəs", "scotus"),
    "SIMD": ("ˈsɪmdiː", "sim dee"),
    "TOML": ("ˈtɒməl", "tommle"),
    "UCAS": ("ˈjuːkæs", "you cass"),
    "UEFA": ("juːˈeɪfə", "you ayfa"),
    "UKIP": ("ˈjuːkɪp", "you kip"),
    "ULEZ": ("ˈjuːlɛz", "you lez"),
    "UNESCO": ("juːˈnɛskoʊ", "you nesco"),
    "UNICEF": ("ˈjuːnɪsɛf", "you nisseff"),
    "UNIFIL": ("ˈjuːnɪfɪl", "you niffil"),
    "UNITA": ("juːˈniːtə", "you neeta"),
    "UNRWA": ("ˈʌnrə", "unra"),
    "USADA": ("juːˈsɑːdə", "you sahda"),
    "YAML": ("ˈjæməl", "yammle"),
}
WORDS: dict[str, str | Sounds] = {
    **{word: word.capitalize() for word in _SAID_AS_WRITTEN.split()},
    **_SHORT,
    **_SPELT,
    **{
        word: Sounds(said=word.capitalize(), phonemes=ipa, respelling=respelling)
        for word, (ipa, respelling) in _SOUNDS.items()
    },
}
"""An acronym -> what a person says."""

_NO_WORDS = """
AARP ACLU ADHD AFRL AFSC AFSCME AIIMS AKA ALDE ARVN ASIO ASMR ASPCA COPD DHEC DOCSIS EAPC EASA EEOC EFCC ELCA
ESMA ESPN FAQ HEVC IAAF IAEA IATSE IBAN IBEW ICAO ICBM ICIJ ICRC IMDB IMHO IPCC IRGC ISBN ISSN IUCN LAPD LASD LAUSD
LGBT LGBTQ LGBTQIA LIRR MDMA MSNBC NAACP NCAA NDAA NYPD NYSE OAPEC OECD OEIS OFPP OHCHR OSBU OSCE OSPF PAYE PHEV PTSD
RAII RNLI ROTC RSPCA RSVP SADC SDLP UEFI SEIU SDSU SOFR TFL TIAA UAPA UCLA UCSB UCSD UCSF UDRP UFCW UKHSA UKRI UMBC
UNDP UNFCCC UNFPA UNHCR UNLV UNODC UNSC USAF USCIS USDA USDS USFS USGS USMC USMCA USMNT USPS USPTO USSR USTA USTR
USWNT UTSA UUID YMCA YWCA
"""
LETTERS = frozenset(_NO_WORDS.split())
"""Acronyms of four letters or more that are spelled, although they could be words."""

_SPELLED = """
ABC AFP AI AKA AP API ATM BBC BMW BP CBS CCTV CD CDC CEO CFO CIA CNN CPU CSS CTO CV DHL DIY DJ DNA DVD EPA ET EU FA
FAA FAQ FBI FDA FIA FIR FT GB GDP GMT GOP GP GPS GPT GPU HBO HD HIV HMRC HQ HR HSBC HTML HTTP IBM ID IMF IOC IP IPO IQ
IRA IRS ISBN IT ITV IVF JFK KFC KGB KKK LA LCD LED LGBT LLC LSD MBA MEP MIT MP MRI MTV MVP NBA NBC NFL NGO NHL NHS NRA
NSA NSW NYC NYPD NYSE OBE OECD OK PC PDF PGA PHD PLC PM POW PR PTSD QC RAF RBS RNA RSS SEC SMS SNP SOS SQL SUV TV UAE
UFC UFO UHF UK UN UNHCR UPS URL US USA USB USSR UTC UV VAT VHF VIP VP VR WTO WWF WWI WWII XML YMCA
"""
KNOWN_LETTERS = frozenset(_SPELLED.split())
"""Acronyms that everybody spells. Whether others are spelled is a guess."""
