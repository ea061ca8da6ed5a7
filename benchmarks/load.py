"""A load generator that costs little: prepared bytes over kept-alive connections, one process of its own.

python -m benchmarks.load HOST PORT PATH SECRET --rate 320 --seconds 8      at a fixed rate (open loop)
python -m benchmarks.load HOST PORT PATH SECRET --connections 32 --seconds 8   as fast as it goes
Prints one JSON line: requests, errors, seconds, rate, p50_ms, p95_ms, p99_ms.
"""

import argparse
import asyncio
import hashlib
import hmac
import itertools
import json
import statistics
import time


def request(path: str, secret: str, number: int, account: str) -> bytes:
    """One signed webhook of about 600 bytes with one text message."""
    message = {
        "id": f"wamid.bench.{number}.{time.time_ns()}",
        "from": f"52155{number % 100000:07d}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": "Hola, ¿tienen habitación?"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "1", "phone_number_id": account},
        "contacts": [{"profile": {"name": "Bench"}, "wa_id": message["from"]}],
        "messages": [message],
    }
    body = json.dumps(
        {
            "object": "whatsapp_business_account",
            "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
        }
    ).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature-256: sha256={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Connection:
    """One kept-alive connection; answers are read up to their Content-Length."""

    def __init__(self, host: str, port: int) -> None:
        self.address = (host, port)
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, data: bytes) -> int:
        if self.streams is None:
            self.streams = await asyncio.open_connection(*self.address)
        reader, writer = self.streams
        writer.write(data)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.split(b"content-length:")
        if len(length) > 1:
            await reader.readexactly(int(length[1].split(b"\r\n")[0]))
        elif b"transfer-encoding: chunked" in head:
            while (size := int(await reader.readline(), 16)) or True:
                await reader.readexactly(size + 2)
                if not size:
                    break
        return int(head.split(b" ")[1])


async def measure(arguments: argparse.Namespace) -> dict[str, float]:
    numbers = itertools.count()
    took: list[float] = []
    errors = 0
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(arguments.connections):
        free.put_nowait(Connection(arguments.host, arguments.port))

    async def one(due: float) -> None:
        nonlocal errors
        connection = await free.get()
        try:
            code = await connection.ask(
                request(arguments.path, arguments.secret, next(numbers), arguments.account)
            )
            errors += code != 200
            took.append(time.perf_counter() - due)
        except (OSError, asyncio.IncompleteReadError):
            errors += 1
            connection = Connection(arguments.host, arguments.port)
        free.put_nowait(connection)

    start = time.perf_counter()
    if arguments.rate:
        tasks = []
        for number in range(int(arguments.rate * arguments.seconds)):
            due = start + number / arguments.rate
            await asyncio.sleep(max(0, due - time.perf_counter()))
            tasks.append(
                asyncio.create_task(one(due))
            )  # counted from when it was due: no coordinated omission
        await asyncio.gather(*tasks)
    else:

        async def go_on() -> None:
            while time.perf_counter() < start + arguments.seconds:
                await one(time.perf_counter())

        await asyncio.gather(*[go_on() for _ in range(arguments.connections)])
    seconds = time.perf_counter() - start
    cuts = statistics.quantiles(took, n=100) if len(took) > 1 else [0.0] * 99
    return {
        "requests": len(took),
        "errors": errors,
        "seconds": round(seconds, 2),
        "rate": round(len(took) / seconds),
        "p50_ms": round(cuts[49] * 1000, 1),
        "p95_ms": round(cuts[94] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("path")
    parser.add_argument("secret")
    parser.add_argument("--account", default="100")
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=8)
    print(json.dumps(asyncio.run(measure(parser.parse_args()))))
