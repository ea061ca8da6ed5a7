"""What somebody is told who comes too late, or to the wrong place."""

import pytest
from django.test import Client

from tests.studio.conftest import checked, made, published, said, url


@pytest.mark.parametrize("verb", ["publish", "validate", "delete-draft"])
def test_who_comes_after_the_draft_was_published_is_told_so(hotel, manager, verb):
    published(hotel)
    answer = manager.post(url(hotel, verb, "wedding"), follow=True)
    assert said(answer) == "There is no draft any more: it was published or thrown away meanwhile."


def test_of_two_who_publish_one_does_and_the_other_is_told(hotel, manager):
    checked(made(hotel))
    first, second = (manager.post(url(hotel, "publish", "wedding"), follow=True) for _ in range(2))
    assert said(first).startswith("Published")
    assert said(second).startswith("There is no draft any more")


def test_a_page_that_is_not_there_and_one_not_allowed_lead_back(hotel, manager, receptionist):
    missing = manager.get(f"/admin/studio/nothing-here/?hotel={hotel.slug}")
    forbidden = receptionist.get(url(hotel, "new"))
    assert (missing.status_code, forbidden.status_code) == (404, 403)
    for answer in (missing, forbidden):
        assert 'href="/inbox/"' in answer.content.decode()


def test_a_form_without_its_token_says_what_to_do(hotel):
    answer = Client(enforce_csrf_checks=True).post("/inbox/login/", {"email": "a@hotel.example"})
    assert answer.status_code == 403
    assert "load the page anew" in answer.content.decode()
