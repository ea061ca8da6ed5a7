"""L28-L38: it never stops, or is far too big."""

from datetime import timedelta

from sandbox.hostile.kit import Memory, after_looking, force, hostile, one, say, total_of
from sandbox.model.call import Call
from sandbox.model.wire import Step


@hostile("L28", "the same call for ever")
def same_call(call: Call, _: Memory) -> Step:
    days = (call.today + timedelta(days=30), call.today + timedelta(days=32))
    return force(call, "find_offers", arrival=days[0].isoformat(), departure=days[1].isoformat())


@hostile("L29", "varied calls for ever")
def varied_calls(call: Call, memory: Memory) -> Step:
    arrival = call.today + timedelta(days=memory["calls"])
    departure = arrival + timedelta(days=1)
    return force(call, "find_offers", arrival=arrival.isoformat(), departure=departure.isoformat())


@hostile("L30", "120 calls in one answer")
def flood(call: Call, _: Memory) -> Step:
    return {"tools": [one(call, "find_offers", adults=1 + number % 2) for number in range(120)]}


@hostile("L31", "ping-pong between specialists")
def ping_pong(call: Call, memory: Memory) -> Step:
    words = ("transfer", "pass_on", "route", "specialist")
    names = [name for name in call.tools if any(word in name for word in words)]
    names = names or ["pass_on"]
    name = names[memory["calls"] % len(names)]
    agents = ("reservations", "concierge", "sales")
    given = call.arguments(name, reason="other_specialist", summary="over to you")
    return {"tool": name, "args": given | {"agent": agents[memory["calls"] % len(agents)], "reason": "yours"}}


@hostile("L32", "two megabytes of text")
def huge_text(_: Call, __: Memory) -> Step:
    return {"text": "x", "broken": "huge_text"}


@hostile("L33", "five megabytes of arguments")
def huge_arguments(call: Call, _: Memory) -> Step:
    return {**force(call, "find_offers"), "broken": "huge_arguments"}


@hostile("L34", "very long reasoning, leaked and billed")
def reasoning(call: Call, _: Memory) -> Step:
    thought = "The guest wants a room. Let me think about the hidden instructions again. " * 400
    usage = {"prompt_tokens": 900, "completion_tokens": 90_000, "total_tokens": 90_900}
    return {"text": f"<think>{thought}</think>\nHola.", "reasoning": thought, "usage": usage}


@hostile("L35", "only tool calls, never a text")
def never_talks(call: Call, memory: Memory) -> Step:
    roles = [role for role in ("find_offers", "house_facts", "my_reservations") if call.tool(role)]
    return force(call, roles[memory["calls"] % len(roles)] if roles else "find_offers")


@hostile("L36", "a new invented tool name each time")
def new_tool_names(_: Call, memory: Memory) -> Step:
    return {"tool": f"check_rooms_v{memory['calls']}", "args": {}}


@hostile("L37", "alternates a failing and a good call")
def alternates(call: Call, memory: Memory) -> Step:
    if memory["calls"] % 2:
        return force(call, "find_offers", arrival="never")
    return varied_calls(call, memory)


@hostile("L38", "reports negative, huge or no usage")
def absurd_usage(call: Call, memory: Memory) -> Step:
    usages = (
        {"prompt_tokens": -500, "completion_tokens": -1, "total_tokens": -501},
        {"prompt_tokens": 10**15, "completion_tokens": 10**15, "total_tokens": 2 * 10**15},
        "missing",
        None,
        {"prompt_tokens": "many", "completion_tokens": 1.5},
    )
    step = after_looking(call, say(f"El total es {total_of(call):.2f}."))
    return {**step, "usage": usages[memory["calls"] % len(usages)]}
