"""The guest's own reservations: looking them up, putting a cancellation before the guest."""

from typing import Annotated, Any

from pydantic import Field

from agents.desk import Desk
from agents.toolkit import Done, tool
from agents.tools.views import reservation_seen

Code = Annotated[
    str, Field(min_length=3, max_length=32, description="Reservation code, as the guest wrote it.")
]


@tool()
def my_reservations(desk: Desk) -> dict[str, Any]:
    """List the reservations that belong to this guest's own contact."""
    return {"reservations": [reservation_seen(found, desk) for found in desk.my_reservations()[:10]]}


@tool()
def find_reservation(
    desk: Desk,
    code: Code,
    surname: Annotated[str, Field(min_length=1, max_length=80, description="As the guest wrote it.")],
) -> dict[str, Any]:
    """Look up a reservation made under another contact. Needs the code and the surname, both from the guest.

    Never try codes or names that the guest did not write. Every miss looks the same and is counted.
    """
    return reservation_seen(desk.find_reservation(code, surname), desk)


@tool("propose")
def propose_cancellation(desk: Desk, code: Code) -> Done:
    """Put a cancellation before the guest. Cancels nothing: the hotel sends the fee with a button to confirm.

    Call it alone, when the guest asks to cancel this reservation. Your turn ends here.
    """
    return Done(proposal=desk.propose_cancellation(code))
