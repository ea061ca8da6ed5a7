"""Homes of their own for the tests of what starts and stops servers."""

import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def home():
    """A short path, because pytest's own are too long for a Unix socket beside them."""
    folder = Path(tempfile.mkdtemp(prefix="conserje-local-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
