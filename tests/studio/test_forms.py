"""A page that was opened from the menu, without the hotel in its address, has forms that name the hotel."""

import re

import pytest
from django.utils.translation import override

from agents.studio import words

OPENED = [
    "/admin/studio/new/",
    "/admin/studio/answers/new/",
    "/admin/studio/tools/partners/new/",
    "/admin/house/files/",
]


@pytest.mark.parametrize("path", OPENED)
def test_each_form_of_a_page_opened_without_the_hotel_says_where_it_goes(manager, path):
    page = manager.get(path).content.decode()
    forms = re.findall(r'<form\b[^>]*method="post"[^>]*>', page)
    assert any("hotel=" in form for form in forms)
    assert [form for form in forms if "action=" not in form] == []


def test_a_language_is_named_in_the_language_of_the_page():
    with override("es"):
        assert (words.language("en"), words.language("tlh")) == ("Inglés", "tlh")
