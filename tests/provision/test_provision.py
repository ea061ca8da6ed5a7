import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from channels_app.models import ChannelAccount
from config.provision import WrongFile, provision
from hotels.models import ApiKey, AuditEntry, Hotel, Membership, Tier, User
from pms.models import PMSLink, Rate, RatePlan, Room, RoomType, Service
from tests.factories import make_account, make_hotel, make_user

pytestmark = pytest.mark.django_db

EXAMPLE = Path(__file__).with_name("casa.yaml")
ENVIRON = {
    "BALUARTE_MARTA": "marta-long-password",
    "BALUARTE_IVAN": "ivan-long-password",
    "BALUARTE_KEY": "ck_partner_0123456789abcdef",
    "BALUARTE_TOKEN": "very-secret-token",
    "BALUARTE_SID": "AC0001",
}
DEMO = Path("deploy/demo")


def written(
    folder: Path, *changes: tuple[str, str], source: Path = EXAMPLE, name: str = "hotel.yaml"
) -> Path:
    """The example with texts replaced; each must be there."""
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusals(path: Path, environ: dict[str, str] = ENVIRON) -> list[str]:
    with pytest.raises(WrongFile) as caught:
        provision([path], environ)
    return caught.value.sentences


def line_of(path: Path, text: str) -> int:
    return next(n for n, line in enumerate(path.read_text().splitlines(), 1) if text in line)


def test_the_whole_file_loads():
    (report,) = provision([EXAMPLE], ENVIRON)

    hotel = Hotel.objects.get(slug="baluarte")
    assert (hotel.currency, hotel.languages, hotel.tier.code) == ("COP", ["es", "en"], "premium")
    assert (str(hotel.check_in), str(hotel.check_out)) == ("15:00:00", "11:30:00")
    assert (hotel.phone, hotel.email) == ("+576055550111", "reservas@baluarte.example")
    assert {fact.key: fact.answer for fact in hotel.facts.all()} == {
        "wifi": "yes",
        "pets": "no",
        "pool": "yes",
        "parking": "yes",
        "lift": "unknown",
        "rooftop": "no",
    }
    assert hotel.facts.get(key="rooftop").on(date(2027, 1, 2)).price == Decimal("30000.00")
    assert hotel.facts.get(key="rooftop").on(date(2027, 5, 2)).answer == "no"
    assert hotel.facts.get(key="wifi").text == {"es": "Wi-Fi sin costo."}
    assert hotel.facts.get(key="parking").currency == "COP"
    assert {row.user.email: row.role for row in hotel.memberships.all()} == {
        "marta@baluarte.example": "owner",
        "ivan@baluarte.example": "receptionist",
    }
    assert User.objects.get(email="marta@baluarte.example").check_password("marta-long-password")
    assert User.objects.get(email="ivan@baluarte.example").check_password("ivan-long-password")
    assert {row.kind for row in hotel.channel_accounts.all()} == {"whatsapp", "twilio", "gmail", "webchat"}
    assert hotel.channel_accounts.get(kind="whatsapp").credentials == {"access_token": "very-secret-token"}
    assert PMSLink.objects.get(hotel=hotel).credentials == {"key": "very-secret-token"}
    assert sorted(hotel.rooms.values_list("number", "room_type__code")) == [
        ("1A", "MURALLA"),
        ("1B", "MURALLA"),
        ("2", "MURALLA"),
        ("31", "ALTO"),
    ]
    assert RoomType.objects.get(hotel=hotel, code="ALTO").name == {"es": "Suite del alto"}
    assert RatePlan.objects.get(hotel=hotel, code="LIBRE").fee == "percent:40"
    assert [str(rate.price) for rate in hotel.rates.all()] == ["420000.00", "360000.00", "990000.50"]
    service = Service.objects.get(hotel=hotel, code="LANCHA")
    assert (service.opens, service.closes) == ("08:00", "17:00")
    assert hotel.knowledge.get().key == "normas-de-la-casa"
    assert len(report.notes) == 3  # channels that are not served yet


def test_a_text_with_commas_and_no_quotes_stays_whole():
    provision([EXAMPLE], ENVIRON)

    assert RoomType.objects.get(code="MURALLA").description == {
        "es": "21 m², cama queen, vista a la muralla.",
        "en": "A view of the wall.",
    }


def test_the_second_run_changes_nothing_and_says_so():
    provision([EXAMPLE], ENVIRON)
    before = User.objects.get(email="marta@baluarte.example").password
    out = io.StringIO()

    (report,) = provision([EXAMPLE], ENVIRON)
    out.write("\n".join(report.lines()))

    assert not report.did_something
    assert "unchanged" in out.getvalue()
    assert User.objects.get(email="marta@baluarte.example").password == before
    assert AuditEntry.objects.filter(action="hotel.provisioned").count() == 1


def test_what_was_changed_is_named_and_nothing_else_is_touched(tmp_path):
    provision([EXAMPLE], ENVIRON)
    rates = list(Rate.objects.values_list("id", flat=True))
    path = written(tmp_path, ("burst_seconds: 4", "burst_seconds: 5"), ("Sin mascotas.", "No, gracias."))

    (report,) = provision([path], ENVIRON | {"BALUARTE_IVAN": "another-password"})

    assert report.changed == [
        "hotel baluarte: burst seconds",
        "fact pets: text",
        "account ivan@baluarte.example: password",
    ]
    assert report.created == []
    assert list(Rate.objects.values_list("id", flat=True)) == rates


def test_rates_are_replaced_as_a_whole_when_their_order_changed(tmp_path):
    provision([EXAMPLE], ENVIRON)
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if "rate_plan: LIBRE, from" in line)
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    path = tmp_path / "hotel.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")

    (report,) = provision([path], ENVIRON)

    assert report.changed == ["rates: 3 lines replaced by 3"]
    assert [rate.rate_plan.code for rate in Rate.objects.all()] == ["FIJA", "LIBRE", "LIBRE"]


def test_what_the_file_no_longer_names_is_left_and_told(tmp_path):
    provision([EXAMPLE], ENVIRON)
    path = written(
        tmp_path, ('rooms: [1A, 1B, "2"]', 'rooms: [1A, "2"]'), ("  lift: {answer: unknown}\n", "")
    )

    (report,) = provision([path], ENVIRON)

    assert Room.objects.filter(number="1B").exists()
    assert [line.split(":")[0] for line in report.left] == ["fact lift", "room 1B"]


def test_sections_that_are_not_in_the_file_stay_as_they_are(tmp_path):
    provision([EXAMPLE], ENVIRON)
    text = EXAMPLE.read_text(encoding="utf-8").split("facts:")[0]
    (tmp_path / "short.yaml").write_text(text, encoding="utf-8")

    (report,) = provision([tmp_path / "short.yaml"], {})

    assert not report.did_something
    assert Rate.objects.count() == 3


def test_every_error_is_told_at_once_with_its_line_and_nothing_is_written(tmp_path):
    path = written(
        tmp_path,
        ("currency: COP", "currency: PESO"),
        ("timezone: America/Bogota", "timezone: America/Macondo"),
        ("  burst_seconds: 4", "  burst_secs: 4"),
        ("fee: percent:40", "fee: percent:140"),
        ("price: 360000,", "price: -360000,"),
        ("room_type: ALTO, rate_plan: LIBRE", "room_type: BAJO, rate_plan: LIBRE"),
        ("role: owner", "role: boss"),
    )

    found = refusals(path)

    assert Hotel.objects.count() == User.objects.count() == Tier.objects.count() == 0
    wanted = {
        "PESO": "hotel.currency must be a currency code like MXN or USD.",
        "Macondo": "hotel.timezone must be a time zone like America/Mexico_City.",
        "burst_secs": "hotel.burst_secs is not known; did you mean burst_seconds?",
        "percent:140": "rate_plans[1].cancellation.fee must be none, first_night, full or percent:NN",
        "-360000": "rates[2].price must not be negative.",
        "BAJO": "rates: there is no room_type BAJO.",
        "boss": "staff[1].role must be owner, manager, receptionist or viewer.",
    }
    for text, sentence in wanted.items():
        assert any(f"line {line_of(path, text)}: {sentence}" in line for line in found), (sentence, found)
    # Nothing more: that LIBRE has an error itself is not repeated for every rate that names it.
    assert len(found) == len(wanted)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("slug: baluarte", "slug: El Baluarte", "hotel.slug may hold small letters, digits and dashes only."),
        (
            "languages: [es, en]",
            "languages: [es, xx]",
            "hotel.languages[2] must be a language code like es or en.",
        ),
        ("languages: [es, en]", "languages: es", "hotel.languages must be a list."),
        ("languages: [es, en]", "languages: []", "hotel.languages must name at least one language."),
        (
            '"+57 605 555 0111"\n  website',
            "57605\n  website",
            "hotel.phone must be an international number in quotes",
        ),
        ("check_in: 15:00", "check_in: 25:00", 'hotel.check_in must be a time like "15:00".'),
        (
            "latitude: 10.4216",
            "latitude: 104.216",
            "hotel.location.latitude must be a number from -90 to 90.",
        ),
        ("tier: premium", "tier: gold", "hotel.tier must be free, standard or premium."),
        (
            "[baluarte.example, www",
            "[https://baluarte.example, www",
            "hotel.allowed_hosts[1] must be a host name",
        ),
        ("answer: no,", "answer: maybe,", "facts.pets.answer must be yes, no or unknown."),
        ('from: "11-15"', 'from: "13-15"', 'facts.pool.season.from must be month-day, like "03-15".'),
        (
            'to: "04-30"}',
            'to: "04-30"}, seasons: [{from: "06-01", to: "07-01"}]',
            "facts.pool has both season and seasons; one is enough.",
        ),
        (
            'from: "12-01", to: "04-15"',
            'from: "11-01", to: "04-15"',
            "facts.rooftop.seasons cannot be: Two seasons hold on 11-01.",
        ),
        (
            'from: "12-01", to: "04-15"',
            'from: "12-01", to: "04-31"',
            'facts.rooftop.seasons[2].to must be month-day, like "03-15".',
        ),
        (
            "role: owner, password: env:BALUARTE_MARTA",
            "role: owner, password: env:NOBODY",
            "staff[1].password needs the environment variable NOBODY, which is not set.",
        ),
        (
            "password_env: BALUARTE_IVAN",
            "password_env: BALUARTE_IVAN, password: x",
            "staff[2] has both password and password_env; one is enough.",
        ),
        ("ivan@baluarte.example", "marta@baluarte.example", "staff: marta@baluarte.example is there twice"),
        ("scopes: [read]", "scopes: [admin]", "api_keys[1].scopes[1] must be read, write or configure."),
        ('"200100300400"', "+57 605", "channels[1].external_id must be Meta's phone_number_id: digits only."),
        ("kind: webchat", "kind: telegram", "channels[4].kind must be whatsapp, twilio, gmail or webchat."),
        ("{access_token: env", "{acess_token: env", "channels[1].credentials.access_token is missing."),
        ("https://baluarte.example]", "https://baluarte.example/chat]", "must be an origin"),
        ("kind: qloapps", "kind: opera", "pms.kind must be builtin or qloapps."),
        ("code: ALTO", "code: MURALLA", "room_types: MURALLA is there twice"),
        ("rooms: [31]", "rooms: [31, 1A]", "room_types: room 1A is in MURALLA already."),
        ("rooms: [31]", "rooms: [31, 31]", "room_types[2].rooms[2] is there twice."),
        ("children: 1, total: 3", "children: 1, total: 5", "room_types[1].capacity must have a total from 2"),
        ("from: 2026-12-20, to: 2027-01-10", "from: 2027-12-20, to: 2027-01-10", "it ends before it starts."),
        ("to: 2027-01-10", "to: 2027-02-30", "rates[3].to must be a date that exists, like 2026-12-31."),
        ('"990000.50"', '"990,000.50"', "rates[3].price must be an amount"),
        ('"990000.50"', "nan", "rates[3].price must be an amount"),
        ("rate_plan: FIJA", "rate_plan: MOVIL", "rates: there is no rate_plan MOVIL."),
        ("room_type: ALTO", "room_type: BAJO", "rates: there is no room_type BAJO."),
        ('open: "8:00-17:00"', 'open: "17:00-8:00"', "services[1].open must be from-to on one day"),
        ("flags: {}", "flags: {fast: yes}", "flags.fast: There is no flag fast;"),
        ("flags: {}", "flags: {fast_lane: maybe}", "flags.fast_lane: The flag fast_lane must be bool."),
        ("flags: {}", "flag: {}", "flag is not known; did you mean flags?"),
        ("hotel:\n", "hotels:\n", "hotel is missing."),
        (
            "currency: COP",
            "currency: COP\n  currency: USD",
            "hotel.currency is there twice; the first is on line 5.",
        ),
        ("currency: COP", "currency: &money COP\n  email: *money", "aliases (*name) are not read here."),
        ("currency: COP", "currency: !!python/name:os.system COP", "tags (!name) are not read here."),
        ("currency: COP", "currency: {COP", "this is not YAML"),
        ("name: Hotel Baluarte", 'name: "Hotel\\0Baluarte"', "hotel.name holds control characters."),
        ("name: Hotel Baluarte", "name:", "hotel.name has no value."),
        ("name: Hotel Baluarte", "name: [a]", "hotel.name must be a single value."),
        ("name: Marta Peña", "name: Peña, Marta", "a text with a comma must stand in quotes."),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_line(tmp_path, old, new, sentence):
    path = written(tmp_path, (old, new))

    found = refusals(path)

    assert any(sentence in line for line in found), found
    assert all(line.startswith(f"{path}, line ") for line in found)
    assert Hotel.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty."),
        (b"- a\n", "must be a map of keys and values."),
        (b"hotel: \xff\xfe", "the file is not UTF-8 text."),
        (b"a: 1\n---\nb: 2\n", "this is not YAML"),
        (b"x: " + b"[" * 5_000, "the file is nested too deeply."),
        (b'hotel: {name: "' + b"a" * 1_000_001 + b'"}', "the file is larger than 1 MB."),
        (b"hotel: \x01", "the file holds characters that YAML does not allow."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content, sentence):
    path = tmp_path / "hotel.yaml"
    path.write_bytes(content)

    assert any(sentence in line for line in refusals(path))


def test_a_missing_file_is_refused(tmp_path):
    assert "cannot be read" in refusals(tmp_path / "nothing.yaml")[0]


def test_no_refusal_repeats_a_secret(tmp_path):
    path = written(
        tmp_path,
        ("password: env:BALUARTE_MARTA", "password: [env:BALUARTE_MARTA, hunter2-hunter2]"),
        ("slug: baluarte", "slug: env:BALUARTE_TOKEN"),
        ("currency: COP", "currency: env:BALUARTE_TOKEN"),
        ("{access_token: env:BALUARTE_TOKEN}", "{access_token: EAAplain-token, : }"),
    )

    text = "\n".join(refusals(path))

    for secret in ("hunter2", "very-secret-token", "EAAplain"):
        assert secret not in text


def test_an_address_belongs_to_one_hotel_and_nothing_of_the_other_is_told(tmp_path):
    other = make_hotel("quinta-azul")
    make_account(other, external_id="200100300400")

    (sentence,) = refusals(EXAMPLE)

    assert sentence.endswith(
        f"line {line_of(EXAMPLE, 'kind: whatsapp')}: channels: whatsapp 200100300400"
        " belongs to another hotel already."
    )
    assert "quinta" not in sentence.lower()
    assert not Hotel.objects.filter(slug="baluarte").exists()


def test_an_api_key_of_another_hotel_is_refused():
    other = make_hotel()
    other.api_keys.create(
        name="theirs", prefix="ck", digest=ApiKey.digest_of(ENVIRON["BALUARTE_KEY"]), scopes=["read"]
    )

    (sentence,) = refusals(EXAMPLE)

    assert "api_keys: partner needs another key; this one is taken." in sentence


def test_a_hotels_file_cannot_change_an_account_that_works_elsewhere_too():
    user = make_user(make_hotel(), "owner", email="ivan@baluarte.example", password="his-own-password")

    (report,) = provision([EXAMPLE], ENVIRON)

    user.refresh_from_db()
    assert user.check_password("his-own-password")
    assert Membership.objects.filter(hotel__slug="baluarte", user=user, role="receptionist").exists()
    assert any("not this hotel's alone" in line for line in report.left)


def test_a_revoked_key_stays_revoked():
    provision([EXAMPLE], ENVIRON)
    ApiKey.objects.update(revoked_at="2026-01-01T00:00Z")

    (report,) = provision([EXAMPLE], ENVIRON)

    assert ApiKey.objects.get().revoked_at is not None
    assert "revoked" in report.left[0]


def test_keys_are_kept_as_digests_only():
    provision([EXAMPLE], ENVIRON)

    row = ApiKey.objects.get()
    assert ENVIRON["BALUARTE_KEY"] not in str(vars(row))
    assert row.digest == ApiKey.digest_of(ENVIRON["BALUARTE_KEY"])


def test_owners_and_managers_may_open_the_admin_and_lose_it_with_the_role(tmp_path):
    provision([EXAMPLE], ENVIRON)
    assert dict(User.objects.values_list("name", "is_staff")) == {"Marta Peña": True, "Iván Soto": False}

    provision([written(tmp_path, ("role: owner", "role: viewer"))], ENVIRON)

    assert not User.objects.get(name="Marta Peña").is_staff


def test_new_credentials_are_a_new_chance_for_a_stopped_channel():
    provision([EXAMPLE], ENVIRON)
    ChannelAccount.objects.filter(kind="whatsapp").update(stopped_reason="the token expired")

    provision([EXAMPLE], ENVIRON | {"BALUARTE_TOKEN": "new-token"})

    account = ChannelAccount.objects.get(kind="whatsapp")
    assert (account.stopped_reason, account.credentials) == ("", {"access_token": "new-token"})


def test_of_several_files_one_wrong_one_stops_all(tmp_path):
    wrong = written(tmp_path, ("slug: baluarte", "slug: otro"), ("agents: []", "agents: 5"), name="b.yaml")

    with pytest.raises(WrongFile) as caught:
        provision([EXAMPLE, wrong], ENVIRON)

    assert all(str(wrong) in line for line in caught.value.sentences)
    assert Hotel.objects.count() == 0


def test_two_files_may_not_speak_of_one_hotel_or_one_address(tmp_path):
    same = written(tmp_path, name="a.yaml")
    other = written(tmp_path, ("slug: baluarte", "slug: otro"), ("BALUARTE_KEY", "OTRO_KEY"), name="b.yaml")

    with pytest.raises(WrongFile, match=r"hotel\.slug baluarte is in"):
        provision([EXAMPLE, same], ENVIRON)
    with pytest.raises(WrongFile, match="whatsapp 200100300400 belongs to another hotel already"):
        provision([EXAMPLE, other], ENVIRON | {"OTRO_KEY": "ck_other_0123456789abcdef"})
    assert Hotel.objects.count() == 0


def test_the_command_prints_the_report_and_fails_with_the_sentences(tmp_path, monkeypatch):
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    out = io.StringIO()

    call_command("provision", str(EXAMPLE), stdout=out)

    assert "created  room 1A" in out.getvalue()
    for secret in ENVIRON.values():
        assert secret not in out.getvalue()
    with pytest.raises(CommandError, match=r"(?s)line 2: hotel.slug may hold.*Nothing was changed\."):
        call_command("provision", str(written(tmp_path, ("slug: baluarte", "slug: A b"))))


def test_the_demo_hotels_load():
    environ = dict(
        line.split("=", 1)
        for line in (DEMO / "demo.env").read_text().splitlines()
        if not line.startswith("#")
    ) | {"DEMO_QLOAPPS_URL": "http://127.0.0.1:8101/qloapps/casa-marea"}

    reports = provision(sorted(DEMO.glob("*.yaml")), environ)
    again = provision(sorted(DEMO.glob("*.yaml")), environ)

    assert [report.notes for report in reports] == [[], [], []]
    assert not any(report.did_something for report in again)
    served = {f"{account.external_id}={account.hotel.name}" for account in ChannelAccount.objects.all()}
    assert served == set(environ["SANDBOX_PHONE_NUMBER_ID"].split(","))
