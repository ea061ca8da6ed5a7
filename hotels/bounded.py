"""Answers from outside, read within a time and a size: a socket's time-out starts anew with every byte."""

import time

import httpx2


def read_body(response: httpx2.Response, seconds: float, most: int) -> bytes:
    """The body of a streamed response, which is closed. Raises httpx2.ReadTimeout and DecodingError."""
    ends = time.monotonic() + seconds
    body = bytearray()
    try:
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > most:
                raise httpx2.DecodingError("the answer is too long", request=response.request)
            if time.monotonic() > ends:
                raise httpx2.ReadTimeout("the answer takes too long", request=response.request)
    finally:
        response.close()
    return bytes(body)
