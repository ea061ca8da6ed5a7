"""What a guest adds to a booking: an e-mail address, when they come, what they wish for."""

import re

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ROOM_NUMBER = re.compile(
    r"\b(?:(?:habitacion|cuarto|hab|room|pieza|recamara|suite)(?: (?:numero|number|no|n|#))? |(?:en|estoy en"
    r"|de) la )"
    r"(\d{1,4}[a-z]?)\b(?! (?:noches?|nights?|personas?|adult\w*|people|dias?|days?|camas?|beds?))"
)
_COMES_AT = re.compile(
    r"\b(?:lleg\w+|arriv\w+|aterriz\w+|land(?:ing|s)?|get there|get in|estar\w+ (?:ahi|alli|alla)|check-in)\b"
)
_WISHES = re.compile(
    r"\b(?:cunas?|cribs?|cots?|pisos? (?:altos?|bajos?)|planta baja|(?:high|low|ground|upper"
    r"|top)(?:er)? floors?"
    r"|(?:habitaci\w+|rooms?|cuartos?|lugar|zona) (?:\w+ )?(?:tranquil\w+|silencios\w+|quiet)|quiet room"
    r"|camas? (?:separadas?|extras?|juntas?|adicional\w*)|extra beds?|twin beds|separate beds|juntas"
    r"|contiguas"
    r"|(?:next to|close to|near) each other|adjoining|connecting|conectadas|comunicadas|cercanas? entre"
    r"|lejos del (?:elevador|ascensor|ruido)|away from the (?:lift|elevator|noise)|cumpleanos|birthday"
    r"|aniversario"
    r"|anniversary|luna de miel|honeymoon|alergi\w+|allerg\w+|silla de ruedas|wheelchair|vegan\w+"
    r"|vegetarian\w+"
    r"|celiac\w+|gluten|almohadas? (?:de|sin)|feather|no fumadores|non smoking)\b"
)


def email(text: str) -> str:
    """The e-mail address in `text`; "" without one."""
    found = _EMAIL.search(text)
    return found[0].rstrip(".") if found else ""


def room_number(flat: str) -> str:
    """The number on the door of the room that is spoken of (see `words.spaced`); "" without one."""
    found = _ROOM_NUMBER.search(flat)
    return found[1] if found else ""


def tells_arrival_time(flat: str) -> bool:
    return bool(_COMES_AT.search(flat))


def wishes_something(flat: str) -> bool:
    """Whether there is a wish that a booking can carry as a remark: a cot, a quiet room, an allergy."""
    return bool(_WISHES.search(flat))
