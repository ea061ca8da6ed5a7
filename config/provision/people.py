"""The sections `staff` and `api_keys`."""

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from config.provision import words
from config.provision.rows import Entry, Report, keys, leave, put, refuse_doubles
from config.provision.source import Fields, Node, Wrong
from hotels.models import ApiKey, Hotel, Membership, Role, User
from hotels.tenancy import admit_to_admin

SHORTEST_KEY = 20


def read_staff(node: Node) -> list[Entry]:
    """Who works here, by mail address."""
    entries = node.each(_member)
    refuse_doubles(node.page, "staff", entries)
    return entries


def _member(node: Node) -> Entry:
    fields = node.fields()
    values = {
        "name": fields.may("name", words.text_up_to(120), ""),
        "role": fields.need("role", words.choice(*Role.values)),
        "password": _password(fields),
    }
    email = fields.need("email", words.email)
    fields.close()
    return Entry(node.line, email, values)


def _password(fields: Fields) -> str | None:
    """`password` (with env:NAME or as it is) or `password_env` (a variable's name); None: neither."""
    given = fields.may("password", words.secret, None)
    named = fields.may("password_env", lambda node: node.variable(words.text(node)), None)
    if given is not None and named is not None:
        raise Wrong("has both password and password_env; one is enough")
    return given if named is None else named


def write_staff(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        _write_member(report, hotel, entry)
    existing = hotel.memberships.values_list("user__email", flat=True)
    leave(report, "staff", existing, keys(entries), hint="; still may sign in")


def _write_member(report: Report, hotel: Hotel, entry: Entry) -> None:
    user = User.objects.filter(email__iexact=entry.key).first()
    if user is None:
        user = User.objects.create_user(entry.key, entry.values["password"], name=entry.values["name"])
        report.created.append(f"account {entry.key}")
    else:
        _change_account(report, hotel, user, entry)
    role = entry.values["role"]
    put(report, f"staff {entry.key}", Membership, {"hotel": hotel, "user": user}, {"role": role})
    admit_to_admin(user)
    _note_password(report, user, entry)


def _change_account(report: Report, hotel: Hotel, user: User, entry: Entry) -> None:
    """A hotel's file may change an account that is this hotel's alone; another's never."""
    password, name = entry.values["password"], entry.values["name"]
    differing = []
    if name and user.name != name:
        user.name = name
        differing.append("name")
    if password is not None and not user.check_password(password):
        user.set_password(password)
        differing.append("password")
    if not differing:
        report.unchanged += 1
    elif user.is_superuser or user.memberships.exclude(hotel=hotel).exists() or not user.memberships.exists():
        what = " and ".join(differing)
        report.left.append(f"account {entry.key}: not this hotel's alone, so its {what} stay")
    else:
        user.save(update_fields=differing)
        report.changed.append(f"account {entry.key}: {', '.join(differing)}")


def _note_password(report: Report, user: User, entry: Entry) -> None:
    if (password := entry.values["password"]) is None:
        if not user.has_usable_password():
            report.notes.append(f"account {entry.key} needs a password: manage.py changepassword {entry.key}")
        return
    try:
        validate_password(password, user)
    except ValidationError:
        report.notes.append(f"account {entry.key} has a weak password; give it a longer one")


def read_api_keys(node: Node) -> list[Entry]:
    """Keys of integrators, by name."""
    entries = node.each(_api_key)
    refuse_doubles(node.page, "api_keys", entries)
    seen: set[str] = set()
    for entry in entries:
        if entry.values["key"] in seen:
            node.page.problem(entry.line, f"api_keys: {entry.key} has the same key as another.")
        seen.add(entry.values["key"])
    return entries


def _api_key(node: Node) -> Entry:
    fields = node.fields()
    name = fields.need("name", words.text_up_to(80))
    values = {
        "scopes": fields.need("scopes", words.list_of(words.choice(*ApiKey.Scope.values))),
        "key": fields.need("key", _key),
    }
    fields.close()
    return Entry(node.line, name, values)


def _key(node: Node) -> str:
    value = words.secret(node)
    if settings.PRODUCTION and len(value) < SHORTEST_KEY:
        raise Wrong(f"must have {SHORTEST_KEY} characters at least")
    return value


def check_api_keys(node: Node, slug: str, entries: list[Entry]) -> None:
    """One key opens one row of one hotel."""
    for entry in entries:
        digest = ApiKey.digest_of(entry.values["key"])
        if ApiKey.objects.filter(digest=digest).exclude(hotel__slug=slug, name=entry.key).exists():
            node.page.problem(entry.line, f"api_keys: {entry.key} needs another key; this one is taken.")


def write_api_keys(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        _write_api_key(report, hotel, entry)
    existing = hotel.api_keys.filter(revoked_at=None).values_list("name", flat=True)
    leave(report, "API key", existing, keys(entries), hint="; still valid")


def _write_api_key(report: Report, hotel: Hotel, entry: Entry) -> None:
    key, label = entry.values["key"], f"API key {entry.key}"
    digest, scopes = ApiKey.digest_of(key), entry.values["scopes"]
    row = hotel.api_keys.filter(name=entry.key).first()
    if row and row.digest == digest and row.revoked_at:
        report.left.append(f"{label}: revoked in the admin; give it a new key to use it again")
    elif row and row.digest == digest and row.scopes == scopes:
        report.unchanged += 1
    elif row:
        words_ = [] if row.digest == digest else ["key"]
        words_ += [] if row.scopes == scopes else ["scopes"]
        row.digest, row.prefix, row.scopes, row.revoked_at = digest, prefix_of(key), scopes, None
        row.save(update_fields=["digest", "prefix", "scopes", "revoked_at"])
        report.changed.append(f"{label}: {', '.join(words_)}")
    else:
        hotel.api_keys.create(name=entry.key, digest=digest, prefix=prefix_of(key), scopes=scopes)
        report.created.append(label)
    if len(key) < SHORTEST_KEY:
        report.notes.append(f"{label} is short; use {SHORTEST_KEY} random characters at least")


def prefix_of(key: str) -> str:
    """What people see of a key: a third at most, so that short ones stay secret too."""
    return key[: min(8, len(key) // 3)]
