"""Whom the readers of a poster can ring."""

import pytest

from exports.pdf.help_line import UNBROKEN, help_line
from exports.speech import languages, speech
from surveys.help.signposts import AUDIENCES, SHIPPED, YOUNG


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_number_is_not_broken_and_fits_those_it_is_for(language: str, audience: str) -> None:
    told = help_line(speech(language).say, audience)
    assert not any(number in told for number in UNBROKEN)
    assert "999" in told
    assert ("Childline" in told) is (audience in {YOUNG, "everyone"})
    assert ("116\u00a0123" in told) is (audience != YOUNG)


def test_the_numbers_are_those_of_the_sign_posts() -> None:
    contacts = {post.contact for post in SHIPPED.posts}
    assert {number.strip() for number in UNBROKEN} <= contacts
