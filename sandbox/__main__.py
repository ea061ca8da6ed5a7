"""Start the sandbox: python -m sandbox --port 8100 --web-url http://127.0.0.1:8000"""

import argparse
import asyncio
import os
import signal
import sys

from sandbox.app import Sandbox
from sandbox.server import start
from sandbox.world import read_hotels

DEMO_HOTEL = "106540352242922=Hotel Miramar"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8100, help="0 takes a free one")
    parser.add_argument("--web-url", default=os.environ.get("CONSERJE_WEB_URL", "http://127.0.0.1:8000"))
    parser.add_argument(
        "--hotels",
        default=os.environ.get("SANDBOX_PHONE_NUMBER_ID") or DEMO_HOTEL,
        help="phone_number_id=Display Name, separated by commas",
    )
    return parser.parse_args()


async def run(arguments: argparse.Namespace) -> None:
    """Serve until SIGINT or SIGTERM."""
    secret = os.environ.get("WHATSAPP_APP_SECRET") or "sandbox-app-secret"
    sandbox = Sandbox(read_hotels(arguments.hotels), arguments.web_url, secret)
    server = await start(sandbox.answer, arguments.host, arguments.port)
    port = server.sockets[0].getsockname()[1]
    print(f"Sandbox on http://{arguments.host}:{port}/ for {arguments.web_url}", flush=True)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    server.close()
    await sandbox.courier.close()


def main() -> int:
    arguments = read_arguments()
    try:
        asyncio.run(run(arguments))
    except (OSError, ValueError) as error:
        print(f"The sandbox could not start: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
