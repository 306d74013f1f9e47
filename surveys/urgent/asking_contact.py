"""What is said to somebody who wants to be contacted. Every sentence must stay true."""

from surveys.wording import wording


def before(language: str, within: str) -> tuple[str, ...]:
    """What will happen, and what will not."""
    say = wording(language).say
    return (
        say(
            "A safeguarding lead reads this within {within}. Then they get in touch in the way "
            "you say.",
            within=within,
        ),
        say("This is not for emergencies. If someone is in danger now, ring 999."),
        say(
            "This page is separate from the questions. Nobody can tell which answers are yours, or "
            "if you gave any."
        ),
        say(
            "Only the leads can read it. If someone is in danger, they may have to tell people "
            "who can help. They will try to tell you first."
        ),
        say("Think about who else may see that phone or inbox."),
    )


def after(language: str, within: str) -> tuple[str, ...]:
    say = wording(language).say
    return (
        say(
            "It is saved and locked. A safeguarding lead reads it within {within} and gets in "
            "touch as you asked.",
            within=within,
        ),
        say("If you change your mind, just tell them when they get in touch."),
        say("Do you want to talk to someone before then? These people will listen:"),
    )


def nothing_given(language: str) -> str:
    return wording(language).say("Say how we can reach you: a phone number or an e-mail address.")


def not_kept(language: str) -> str:
    return wording(language).say(
        "That could not be saved, so nobody will read it. These people will listen now:"
    )


def offered(language: str, address: str) -> str:
    """For a channel in which it cannot be typed."""
    return wording(language).say(
        "Do you want someone to contact you? That is apart from your answers. You can ask for it "
        "here: {address}",
        address=address,
    )
