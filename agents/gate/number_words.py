"""The words for numbers in the languages that guests are answered in, in lower case without accents."""

_ONES = (
    # es
    "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte veintiun veintidos veintitres veinticuatro veinticinco "
    "veintiseis veintisiete veintiocho veintinueve",
    # en
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    # pt
    "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis "
    "dezessete dezoito dezenove",
    # fr
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
)
SMALL = {word: value for words in _ONES for value, word in enumerate(words.split())}
SMALL |= {"uno": 1, "una": 1, "a": 1, "veintiuno": 21, "veintiuna": 21, "uma": 1, "duas": 2, "une": 1}
SMALL |= {"catorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19}
TENS = {
    word: value * 10
    for words in (
        "- - veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "- - twenty thirty forty fifty sixty seventy eighty ninety",
        "- - vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
        "- - vingt trente quarante cinquante soixante septante huitante nonante",
    )
    for value, word in enumerate(words.split())
    if word != "-"
} | {"fourty": 40, "ninty": 90, "octante": 80, "vingts": 20}
_STEMS = (
    # es
    (2, "doscient"), (3, "trescient"), (4, "cuatrocient"), (5, "quinient"), (6, "seiscient"),
    (7, "setecient"), (8, "ochocient"), (9, "novecient"),
    # pt
    (2, "duzent"), (3, "trezent"), (4, "quatrocent"), (5, "quinhent"), (6, "seiscent"),
    (7, "setecent"), (8, "oitocent"), (9, "novecent"),
)  # fmt: skip
HUNDREDS = {stem + ending: value * 100 for value, stem in _STEMS for ending in ("os", "as")}
HUNDREDS |= {"cien": 100, "ciento": 100, "cem": 100, "cento": 100}
# Words that multiply what stands before them.
SCALES = {
    "hundred": 100,
    "cent": 100,
    "cents": 100,
    "mil": 1000,
    "thousand": 1000,
    "mille": 1000,
    "millon": 10**6,
    "millones": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "milhao": 10**6,
    "milhoes": 10**6,
}
BY_HUNDRED = {"hundred", "cent", "cents"}
ALONE = {"mil", "mille", "cent"}  # a number without another before it
ARTICLES = {"un", "una", "uno", "a", "one", "um", "uma", "une"}
# Numbers in these languages only; elsewhere other words: "dos" is "of the", "cent" a coin, "once" a time.
ONLY = {
    "dos": {"es", "en"},
    "once": {"es", "en"},
    "a": {"en", "es"},
    "cent": {"fr"},
    "cents": {"fr"},
    "sept": {"fr"},
    "seize": {"fr"},
    "neuf": {"fr"},
    "dix": {"fr"},
    "vingts": {"fr"},
}
# What links the words of one number, and after which of them.
LINKS = {"y": "tens", "and": "scales", "e": "all", "et": "tens"}
ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
            *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
            *("eighteenth", "nineteenth", "twentieth"),
        ],
        1,
    )
} | {"thirtieth": 30}
