"""Who books, in QloApps' customers: found by e-mail, else created, and renamed to whatever is sent.

So a known e-mail goes out with the name and phone that are stored with it, and the guest's own name goes
into the remark, where staff see it. A name or phone against its rules makes a 500, an e-mail a fatal error.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext

from hotels.models import Hotel
from pms.base import GuestDetails
from pms.qloapps.client import Client
from pms.qloapps.wire import whole

NAME_LENGTH = 32
REMARK_LENGTH = 2000  # 2,500 are kept
NO_PHONE = "000000"  # where the shop insists on one and the guest has none
NO_SURNAME = "-"
FORBIDDEN = re.compile(r"[0-9!<>,;?=+()@#\"°{}_$%:\\|\x00-\x1f\x7f]")  # QloApps' isName, and what slashes do
PHONE = re.compile(r"\+?[\s\d.()-]*\d")
# Narrower than QloApps' isEmail; also without what its filters read as operators.
EMAIL = re.compile(
    r"[a-z0-9!#$&'*+/=?^`{}~_-][a-z0-9!#$&'*+/=?^`{}~_.-]*@[a-z0-9]+(?:[.-]?[a-z0-9]+)*\.[a-z0-9]+"
)


@dataclass(frozen=True)
class Sent:
    """The customer as it is sent, and what could not be said there."""

    firstname: str
    lastname: str
    email: str
    phone: str
    remark: str

    @property
    def name(self) -> str:
        return shown_name(self.firstname, self.lastname)

    def fields(self) -> dict[str, str]:
        found = {"firstname": self.firstname, "lastname": self.lastname, "email": self.email}
        return found | ({"phone": self.phone} if self.phone else {})


def customer(client: Client, hotel: Hotel, key: str, guest: GuestDetails, phone_required: bool) -> Sent:
    """Ask who is stored under the guest's e-mail, and say what to send."""
    email = guest.email.strip().lower()
    email = email if EMAIL.fullmatch(email) and len(email) <= 128 else ""
    first, last = split(guest.name)
    phone = guest.phone.strip()
    phone = phone if PHONE.fullmatch(phone) and len(phone) <= 32 else ""
    stored = known(client, email) if email else None
    if stored:
        first, last = stored[0], stored[1]
    sent_phone = (stored[2] if stored else "") or phone or (NO_PHONE if phone_required else "")
    unsaid = []
    with translation.override(hotel.language):
        if not same_name(shown_name(first, last), guest.name):
            unsaid.append(gettext("Guest: %(name)s") % {"name": guest.name})
        if guest.phone and sent_phone != phone:
            unsaid.append(gettext("Phone: %(phone)s") % {"phone": guest.phone})
        if guest.email and not email:
            unsaid.append(gettext("E-mail: %(email)s") % {"email": guest.email})
    return Sent(
        first, last, email or f"guest-{slug(key)}@{hotel.slug}.invalid", sent_phone, "\n".join(unsaid)
    )


def known(client: Client, email: str) -> tuple[str, str, str] | None:
    """First name, surname and phone stored under an e-mail. No more is asked for: a row holds hashes."""
    rows = client.rows(
        "customers",
        **{
            "filter[email]": f"[{email}]",
            "display": "[id,email,firstname,lastname,phone]",
            "sort": "[id_ASC]",
        },
    )
    if not rows:
        return None
    row = min(rows, key=lambda each: whole(each.get("id")))
    return tuple(str(row.get(name) or "") for name in ("firstname", "lastname", "phone"))  # type: ignore[return-value]


def split(name: str) -> tuple[str, str]:
    """First name and surname by QloApps' rules: no digits, few signs, 32 characters each."""
    words = FORBIDDEN.sub(" ", printable(name)).split()
    first = (words[0] if words else NO_SURNAME)[:NAME_LENGTH].strip()
    return first, (" ".join(words[1:])[:NAME_LENGTH].strip() or NO_SURNAME)


def shown_name(first: str, last: str) -> str:
    return " ".join(part for part in (first, last) if part not in ("", NO_SURNAME, "."))


def same_name(one: str, other: str) -> bool:
    """Whatever the accents, capitals and spaces."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in letters if not unicodedata.combining(each)).split()


def printable(text: str) -> str:
    """Without control characters and those of four bytes, which the shop's database cannot keep."""
    return "".join(each for each in text if (each.isprintable() or each == "\n") and each <= "\uffff")


def remark(*parts: str) -> str:
    """A remark as staff will see it: no tags."""
    return re.sub(r"[<>{}]", " ", printable("\n".join(part for part in parts if part)))[:REMARK_LENGTH]


def slug(key: str) -> str:
    return re.sub(r"[^a-z0-9-]", "-", key.lower())[:64]
