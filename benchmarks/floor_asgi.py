"""The floor: a bare ASGI callable that verifies, inserts and pushes, with nothing in between."""

import hashlib
import hmac
import os

from psycopg_pool import AsyncConnectionPool
from redis.asyncio import Redis

SECRET = os.environ["WHATSAPP_APP_SECRET"].encode()
pool = AsyncConnectionPool(
    os.environ["DATABASE_URL"], min_size=1, max_size=8, open=False, kwargs={"autocommit": True}
)
redis = Redis.from_url(os.environ["REDIS_URL"])


async def application(scope, receive, send):
    if scope["type"] != "http":
        return
    if pool.closed:
        await pool.open()
    body, more = b"", True
    while more:
        event = await receive()
        body += event.get("body", b"")
        more = event.get("more_body", False)
    given = dict(scope["headers"]).get(b"x-hub-signature-256", b"").decode()
    right = hmac.compare_digest("sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest(), given)
    if right:
        async with pool.connection() as connection:
            await connection.execute("INSERT INTO floor_event (body) VALUES (%s)", [body])
        await redis.rpush("floor", 1)
    await send(
        {
            "type": "http.response.start",
            "status": 200 if right else 403,
            "headers": [(b"content-length", b"0")],
        }
    )
    await send({"type": "http.response.body", "body": b""})
