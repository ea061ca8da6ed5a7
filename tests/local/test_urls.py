"""URLs in, and out again in the form that each library reads."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.local.urls import (
    URLError,
    celery_url,
    database_settings,
    redis_url,
    socket_database_url,
    socket_redis_url,
    without_password,
)


def test_a_database_over_tcp_is_read_with_port_and_options():
    settings = database_settings("postgres://ana:p%40ss%2Fw@db.example:6432/hotel?sslmode=require")

    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "ana",
        "p@ss/w",
        "db.example",
        "6432",
        "hotel",
    )
    assert settings["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ana@/hotel?host=/run/pg%20sql",
        "postgresql://ana@%2Frun%2Fpg%20sql/hotel",
        "postgres://ana@//run/pg%20sql/hotel",
    ],
)
def test_a_database_behind_a_unix_socket_is_read_in_every_usual_form(url):
    settings = database_settings(url)

    assert (settings["USER"], settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "ana",
        "/run/pg sql",
        "",
        "hotel",
    )
    assert settings["OPTIONS"] == {}


def test_an_ipv6_address_is_read():
    assert database_settings("postgres://a@[::1]:5433/n")["HOST"] == "::1"


@given(folder=st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1))
def test_any_folder_survives_the_way_into_a_url_and_back(folder):
    assert database_settings(socket_database_url(Path("/") / folder))["HOST"] == str(Path("/") / folder)


@pytest.mark.parametrize(
    "url", ["mysql://a@b/c", "sqlite:///x", "postgres://host", "postgres://a@h:port/n", ""]
)
def test_an_unusable_database_url_is_refused_in_words(url):
    with pytest.raises(URLError, match=r"DATABASE_URL|port"):
        database_settings(url)


def test_a_refusal_does_not_show_the_password():
    with pytest.raises(URLError) as refusal:
        database_settings("postgres://ana:hunter2@host:none/name")
    assert "hunter2" not in str(refusal.value)
    assert without_password("redis://:hunter2@host/0") == "redis://:***@host/0"


def test_a_redis_socket_is_named_for_redis_py_and_for_celery():
    url = socket_redis_url(Path("/run/valkey.sock"), 3)

    assert redis_url(url) == url == "unix:///run/valkey.sock?db=3"
    assert celery_url(url) == "redis+socket:///run/valkey.sock?virtual_host=3"


def test_celery_s_own_socket_form_is_understood():
    given_url = "redis+socket:///run/valkey.sock?virtual_host=2"

    assert redis_url(given_url) == "unix:///run/valkey.sock?db=2"
    assert celery_url(given_url) == given_url


def test_redis_over_tcp_stays_as_it_is():
    assert (
        redis_url("redis://:pw@cache:6380/4")
        == celery_url("redis://:pw@cache:6380/4")
        == "redis://:pw@cache:6380/4"
    )


def test_tls_without_a_word_on_certificates_verifies_them():
    assert redis_url("rediss://cache:6380/1") == "rediss://cache:6380/1"
    assert celery_url("rediss://cache:6380/1") == "rediss://cache:6380/1?ssl_cert_reqs=required"
    assert celery_url("rediss://cache/1?ssl_cert_reqs=none") == "rediss://cache/1?ssl_cert_reqs=none"


@pytest.mark.parametrize("url", ["http://cache", "memcached://cache", "cache:6379", ""])
def test_what_is_no_redis_is_refused_in_words(url):
    with pytest.raises(URLError, match="REDIS_URL"):
        redis_url(url)
