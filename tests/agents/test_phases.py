"""The phase of a guest's stay: what it is, and what tools, requests, tone and documents follow from it."""

from datetime import datetime, time, timedelta

import pytest

from agents import concierge, phases, prompts, registry, tools
from agents.config import AgentConfig
from agents.desk import RoomChoice
from agents.phases import PHASES, TOOLS
from pms import frontdesk
from pms.base import Occupancy
from pms.errors import PMSRefused
from pms.models import PMSLink, Reservation, RoomStay
from pms.records import to_json
from tests.agents.arrange import make_massage, next_week
from tests.agents.talk import STAY, Talk, shown, text_of
from tests.factories import make_guest, make_hotel, make_house, make_reservation
from tests.knowledge.test_search import take_in

pytestmark = pytest.mark.django_db

KEYBOX = "# Puerta de la calle\n\nPara entrar de noche marque 4711 en el teclado de la puerta de la calle."
ASKED = "¿Cuál es el código de la puerta de la calle de noche?"


@pytest.fixture
def talk(db) -> Talk:
    hotel = make_house(make_hotel())
    return Talk(hotel, make_guest(hotel))


def stays(talk, first, last, **fields) -> Reservation:
    """A stay of the guest's that begins and ends so many days from today."""
    today = talk.hotel.today()
    return make_reservation(
        talk.hotel,
        guest=fields.pop("guest", talk.guest),
        stay=(today + timedelta(first), today + timedelta(last)),
        **fields,
    )


def phase_at(talk, clock, day=0):
    """The phase by the hotel's clock, so many days from today. Check-out until 12:00."""
    now = datetime.combine(talk.hotel.today() + timedelta(day), clock, tzinfo=talk.hotel.tz)
    talk.hotel.refresh_from_db()
    return phases.phase_of(talk.hotel, talk.guest.pk, now)


def put_into(talk, phase):
    if phase == "booked":
        stays(talk, 30, 32)
    elif phase == "arriving":
        stays(talk, 2, 4)
    elif phase == "in_house":
        stays(talk, 0, 2, status="checked_in")
    elif phase == "left":
        stays(talk, -5, -3)


@pytest.mark.parametrize("phase", PHASES)
def test_each_phase_is_told_by_the_reservations(talk, phase):
    put_into(talk, phase)

    assert talk.desk().phase == phase


def test_who_is_not_checked_in_is_arriving_all_day_and_taken_to_be_here_from_the_next(talk):
    stays(talk, 0, 2)

    assert phase_at(talk, time(15, 0)) == "arriving"
    assert phase_at(talk, time(23, 59)) == "arriving"
    assert phase_at(talk, time(0), day=1) == "in_house"


def test_who_did_not_come_is_never_in_the_house(talk):
    row = stays(talk, 0, 2)
    assert phase_at(talk, time(20)) == "arriving"
    row.room_stays.update(status="no_show")
    Reservation.objects.filter(pk=row.pk).update(status="no_show")

    assert phase_at(talk, time(9), day=1) == "shopping"


def test_who_is_checked_in_earlier_is_in_the_house(talk):
    stays(talk, 0, 2, status="checked_in")

    assert phase_at(talk, time(9)) == "in_house"


def test_the_day_of_departure_turns_at_the_hour_of_check_out(talk):
    stays(talk, -2, 0)

    assert phase_at(talk, time(11, 59)) == "in_house"
    assert phase_at(talk, time(12, 0)) == "left"


def test_who_is_still_checked_in_may_stay_longer_that_day_and_not_the_next(talk):
    stays(talk, -2, 0, status="checked_in")

    assert phase_at(talk, time(17)) == "in_house"
    assert phase_at(talk, time(9), day=1) == "left"


def test_who_checked_out_early_has_left(talk):
    stays(talk, -1, 2, status="checked_out")

    assert phase_at(talk, time(9)) == "left"


def test_a_stay_that_follows_at_once_is_the_same_stay(talk):
    stays(talk, -2, 0)
    stays(talk, 0, 3, room=talk.hotel.rooms.get(number="102"))

    assert phase_at(talk, time(13)) == "in_house"


def test_the_gap_between_two_rooms_of_a_reservation_is_not_a_stay(talk):
    row = stays(talk, -4, -2)
    kept = row.room_stays.get()
    today = talk.hotel.today()
    RoomStay.objects.create(
        hotel=talk.hotel,
        reservation=row,
        room_type=kept.room_type,
        rate_plan=kept.rate_plan,
        stay=(today + timedelta(9), today + timedelta(11)),
        adults=2,
        total=kept.total,
        terms=kept.terms,
    )

    assert phase_at(talk, time(10)) == "booked"


@pytest.mark.parametrize(
    ("own", "phase"),
    [
        ([(-3, -1), (20, 22)], "booked"),
        ([(-30, -20)], "shopping"),
        ([(-14, -14 + 1)], "left"),
        ([(30, 32), (1, 2)], "arriving"),
        ([(-1, 1), (1, 3), (40, 41)], "in_house"),
    ],
)
def test_of_several_stays_the_one_that_matters_now_counts(talk, own, phase):
    for first, last in own:
        stays(talk, first, last)

    assert phase_at(talk, time(10)) == phase


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_a_stay_that_never_was_is_no_stay(talk, status):
    stays(talk, -1, 1, status=status)

    assert phase_at(talk, time(16)) == "shopping"


def test_another_guests_stay_counts_once_it_was_proved_here(talk):
    other = make_guest(talk.hotel, name="Ana Ruiz")
    code = stays(talk, -1, 2, guest=other).code
    talk.says("soy Ana Ruiz")
    desk = talk.desk()
    assert desk.phase == "shopping"
    with pytest.raises(PMSRefused):
        desk.find_reservation(code, "Torres")
    assert desk.phase == "shopping"

    desk.find_reservation(code, "Ruiz")

    assert desk.phase == "in_house"


def test_a_code_of_another_hotel_proves_nothing(talk):
    other = make_house(make_hotel())
    code = stays(Talk(other, make_guest(other)), -1, 2).code

    assert phases.phase_of(talk.hotel, talk.guest.pk, talk.hotel.now(), [code]) == "shopping"


def test_of_an_outside_pms_the_mirror_proves(talk):
    found = frontdesk.seen(talk.hotel, stays(talk, -1, 2, guest=make_guest(talk.hotel)))
    PMSLink.objects.create(hotel=talk.hotel, kind="qloapps")
    talk.hotel.mirrored.create(
        code=found.code,
        status=found.status,
        stay=(found.stay.arrival, found.stay.departure),
        found=to_json(found),
        seen_at=talk.hotel.now(),
    )

    assert phases.phase_of(talk.hotel, talk.guest.pk, talk.hotel.now(), [found.code]) == "in_house"
    assert phases.phase_of(talk.hotel, talk.guest.pk, talk.hotel.now()) == "shopping"


# Tools


def test_every_tool_is_named_in_the_matrix():
    assert set(TOOLS) == tools.NAMES


@pytest.mark.parametrize("phase", PHASES)
def test_a_tool_is_offered_in_its_phases_and_in_no_other(talk, phase):
    put_into(talk, phase)
    make_massage(talk.hotel)
    desk = talk.desk()
    at_noon = datetime.combine(next_week(talk.hotel), time(12))
    shown(talk, concierge.propose_appointment(desk, "MASSAGE", at_noon, 1)).ask("sí")
    desk = talk.desk()
    desk.quote(STAY, [RoomChoice("DBL", "FLEX", Occupancy(2))])
    everything = AgentConfig(
        name="All", purpose="Everything there is", instructions="Help everybody.", tools=tuple(sorted(TOOLS))
    )

    assert set(tools.offered(desk, everything)) == {name for name, its in TOOLS.items() if phase in its}


def test_a_guest_in_the_house_is_not_sold_another_room_and_may_have_everything_else(talk):
    unfit = {name: set(PHASES) - set(its) for name, its in TOOLS.items() if its != PHASES}

    assert unfit == {"better_rooms": {"in_house"}}


# Requests


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize(
    ("kind", "free"),
    [
        *((kind, {"in_house"}) for kind in ("towels", "cleaning", "supplies", "repair", "wake_up", "food")),
        *((kind, set(PHASES) - {"left"}) for kind in ("late_check_out", "early_check_in")),
        *((kind, set(PHASES)) for kind in ("lost", "luggage", "transport", "call_back", "wish")),
    ],
)
def test_what_a_request_needs_depends_on_the_phase(phase, kind, free):
    assert (phases.request_needs(phase, kind) == "nothing") == (phase in free)


def ask_for(talk, kind, **more):
    return concierge.propose_request(talk.desk(), "housekeeping", kind, "Por favor", **more)


def test_towels_for_somebody_whose_stay_is_unknown_need_the_room(talk):
    talk.says("toallas, por favor")
    with pytest.raises(PMSRefused) as refused:
        ask_for(talk, "towels")

    assert refused.value.code == "room_needed"
    assert "204" in ask_for(talk, "towels", room_number="204").text


def test_towels_on_the_day_of_arrival_need_the_room_until_the_guest_is_checked_in(talk):
    row = stays(talk, 0, 2)
    talk.says("toallas, por favor")
    with pytest.raises(PMSRefused) as refused:
        ask_for(talk, "towels")
    assert refused.value.code == "room_needed"

    row.room_stays.update(status="checked_in")
    Reservation.objects.filter(pk=row.pk).update(status="checked_in")

    assert ask_for(talk, "towels").id


def test_towels_for_a_guest_in_the_house_need_nothing(talk):
    put_into(talk, "in_house")
    talk.says("toallas, por favor")

    assert ask_for(talk, "towels").id


def test_a_late_check_out_after_the_stay_needs_another_one(talk):
    put_into(talk, "left")
    talk.says("¿puedo salir más tarde?")
    with pytest.raises(PMSRefused) as refused:
        ask_for(talk, "late_check_out")
    assert refused.value.code == "stay_needed"
    booked = stays(talk, -1, 2, guest=make_guest(talk.hotel, name="Ana Ruiz"))

    desk = talk.desk()
    desk.find_reservation(booked.code, "Ruiz")

    assert concierge.propose_request(desk, "reception", "late_check_out", "Salir a las 14").id


def test_a_guest_of_a_booking_site_gets_towels_from_the_offline_engine_once_the_room_is_named(talk):
    assert "habitación" in talk.ask("me trae toallas por favor")

    talk.says("la 204")
    assert "204" in text_of(talk.answer())
    assert talk.shown[-1].proposal


# Tone and documents


@pytest.mark.parametrize("phase", PHASES)
def test_the_instructions_say_the_phase_and_its_tone(talk, phase):
    put_into(talk, phase)
    talk.says("hola")
    cast = registry.cast(talk.hotel, 1, None)

    prompt = prompts.compose(talk.desk(), talk.briefing(), cast.default, cast)

    assert f"Phase of the guest's stay: {phase}. {phases.TONE[phase]}" in prompt.text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("phase", "told"), [("shopping", False), ("arriving", False), ("in_house", True)])
def test_the_offline_engine_tells_the_door_code_only_in_the_house(talk, phase, told):
    take_in(talk.hotel, KEYBOX, "puerta.md", phases=("in_house",))
    put_into(talk, phase)

    assert ("4711" in talk.ask(ASKED)) is told


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("phase", "told"), [("shopping", False), ("left", False), ("in_house", True)])
def test_a_model_sees_the_door_code_only_in_the_house(talk, model, phase, told):
    document = take_in(talk.hotel, KEYBOX, "puerta.md", phases=("in_house",))
    chunk = document.published.chunks.get()
    put_into(talk, phase)
    looked = {"topics": [f"chunk-{chunk.pk}", "puerta"], "words": "código puerta calle noche", "day": None}
    model.model(steps=[{"tool": "house_facts", "args": looked}, {"text": "El código es 4711."}])

    answer = talk.ask(ASKED)

    sent = [message for each in model.model_requests() for message in each["body"]["messages"]]
    looked_up = [message["content"] for message in sent if message["role"] == "tool"]
    assert looked_up
    assert any("4711" in content for content in looked_up) is told
    assert told or "4711" not in answer
