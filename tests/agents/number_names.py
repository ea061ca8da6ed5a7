"""Numbers in words, as our languages write them; written apart from the code that reads them."""

ES = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
ES += " diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco"
ES += " veintiséis veintisiete veintiocho veintinueve"
ES_TENS = "- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa"
ES_HUNDREDS = (
    "- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
)
EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
EN += " seventeen eighteen nineteen"
EN_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety"
PT = "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis"
PT += " dezessete dezoito dezenove"
PT_TENS = "- - vinte trinta quarenta cinquenta sessenta setenta oitenta noventa"
PT_HUNDREDS = "- cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
FR = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
FR += " dix-huit dix-neuf"
FR_TENS = "- - vingt trente quarante cinquante soixante"


def name_of(number: int, language: str) -> str:
    """A number from 0 to 999,999 in words."""
    return {"es": _spanish, "en": _english, "pt": _portuguese, "fr": _french}[language](number)


def _spanish(number: int) -> str:
    if number >= 1000:
        thousands = "" if number < 2000 else _spanish(number // 1000) + " "
        thousands = thousands.replace("veintiuno ", "veintiún ").replace("uno ", "un ")
        return f"{thousands}mil" + (f" {_spanish(number % 1000)}" if number % 1000 else "")
    if number == 100:
        return "cien"
    if number > 100:
        return ES_HUNDREDS.split()[number // 100] + (f" {_spanish(number % 100)}" if number % 100 else "")
    if number < 30:
        return ES.split()[number]
    return ES_TENS.split()[number // 10] + (f" y {ES.split()[number % 10]}" if number % 10 else "")


def _english(number: int) -> str:
    if number >= 1000:
        return f"{_english(number // 1000)} thousand" + (
            f" {_english(number % 1000)}" if number % 1000 else ""
        )
    if number >= 100:
        return f"{EN.split()[number // 100]} hundred" + (
            f" and {_english(number % 100)}" if number % 100 else ""
        )
    if number < 20:
        return EN.split()[number]
    return EN_TENS.split()[number // 10] + (f"-{EN.split()[number % 10]}" if number % 10 else "")


def _portuguese(number: int) -> str:
    if number >= 1000:
        thousands = "mil" if number < 2000 else f"{_portuguese(number // 1000)} mil"
        rest = number % 1000
        link = " e " if rest < 100 or rest % 100 == 0 else " "
        return thousands + (f"{link}{_portuguese(rest)}" if rest else "")
    if number == 100:
        return "cem"
    if number > 100:
        return PT_HUNDREDS.split()[number // 100] + (
            f" e {_portuguese(number % 100)}" if number % 100 else ""
        )
    if number < 20:
        return PT.split()[number]
    return PT_TENS.split()[number // 10] + (f" e {PT.split()[number % 10]}" if number % 10 else "")


def _french(number: int) -> str:
    if number >= 1000:
        thousands = "mille" if number < 2000 else f"{_french(number // 1000).removesuffix('s')} mille"
        if number // 1000 % 10 in {3, 6} and number >= 2000:
            thousands = f"{_french(number // 1000)} mille"
        return thousands + (f" {_french(number % 1000)}" if number % 1000 else "")
    if number >= 100:
        hundreds = "cent" if number < 200 else f"{FR.split()[number // 100]} cent"
        rest = number % 100
        return hundreds + (f" {_french(rest)}" if rest else "s" if number >= 200 else "")
    if number < 20:
        return FR.split()[number]
    if number < 70:
        ten, one = FR_TENS.split()[number // 10], number % 10
        return ten + (" et un" if one == 1 else f"-{FR.split()[one]}" if one else "")
    if number < 80:
        return "soixante et onze" if number == 71 else f"soixante-{FR.split()[number - 60]}"
    return "quatre-vingts" if number == 80 else f"quatre-vingt-{FR.split()[number - 80]}"
