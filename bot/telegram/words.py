"""What only this channel says. Plain words; every one must be true on Telegram."""

from collections.abc import Mapping

from surveys.talk import replies
from surveys.wording import wording


# ---------------------------------------------------------------- joining
def age_question(language: str) -> str:
    return wording(language).say(
        "How old are you? Telegram is for people of 16 and over, so we ask this first. "
        "We do not keep your answer with what you say."
    )


def age_labels(language: str) -> tuple[str, str]:
    say = wording(language).say
    return say("I am 16 or over"), say("I am under 16")


def too_young(language: str, web: str) -> str:
    return wording(language).say(
        "Thank you for wanting to tell us. What you think matters just as much. Telegram is for "
        "people of 16 and over, so please use our web page. It asks the same questions and needs "
        "no account: {web}\n\nWe kept nothing of this. If something is wrong and you want to talk "
        "to someone now, send /help.",
        web=web,
    )


def ask_code(language: str) -> str:
    return wording(language).say(
        "Hello. Send me the code from your poster, or scan its square picture again. If you want "
        "to talk to someone now, send /help."
    )


def to_begin(language: str) -> str:
    return wording(language).say(
        "To begin, send me the code from your poster, or scan its square picture again."
    )


def press_start(language: str) -> str:
    return wording(language).say("Press Start to begin. What you wrote was not kept.")


def ask_entry(language: str) -> str:
    say = wording(language).say
    slip = say(
        "You were given a slip of paper with a code. It lets each person answer once. We do "
        "not know who got which code."
    )
    return f"{slip} {say('Please type it here.')}"


def promise(language: str, web: str) -> tuple[str, ...]:
    """In the place of the web chat's "no account, no cookies"."""
    say = wording(language).say
    return (
        say(
            "Telegram can see that you use this bot, and what you press and write here. If you "
            "would rather not have that, the same questions are on our web page: {web}",
            web=web,
        ),
        say(
            "We do not keep your name, your number or your account with your answers. They are "
            "locked away until this survey closes, and then mixed with everyone else's."
        ),
        say(
            "Until two days after your last message we keep a locked note of which survey this "
            "chat is in. Send /delete to remove it, and what can be removed of this chat. It does "
            "not take back answers you have sent, or words that went to a safeguarding lead."
        ),
    )


def privacy(language: str, web: str) -> str:
    """The whole notice, at any time."""
    lines = replies.notice(language)
    kept = (line for line in lines if line != replies.web_promise(language))
    return "\n\n".join(f"• {line}" for line in (*promise(language, web), *kept))


# ---------------------------------------------------------------- in the talk
def cannot_read(language: str) -> str:
    return wording(language).say(
        "I can only read typed words and the buttons, so I did not keep what you sent, and nobody "
        "here will see it. If someone is in danger now, ring 999. To talk to someone, press Help."
    )


def cannot_edit(language: str, *, asked: bool) -> str:
    """`asked`: there is an answer to go back to."""
    say = wording(language).say
    why = say("You changed a message. I cannot take the change, so nothing of it was kept.")
    return f"{why} {say('To answer again, send /back.')}" if asked else why


def not_your_words(language: str) -> str:
    return wording(language).say(
        "I do not take forwarded messages, and kept nothing of this one. Please use your own "
        "words. If it worries you, press Help to talk to someone."
    )


def help_above(language: str) -> str:
    say = wording(language).say
    return f"{say('In danger now?')} {say('Ring 999')}. {say('More help stands above.')}"


def came_late(language: str) -> str:
    return wording(language).say(
        "That came after I had gone on to the next question, so it was not kept. To change the "
        "answer before, send /back."
    )


def unknown_command(language: str) -> str:
    say = wording(language).say
    listed = "\n".join(f"/{name} – {text}" for name, text in commands(language).items())
    return f"{say('I do not know that one. These I know:')}\n\n{listed}"


def take_back(language: str) -> str:
    return wording(language).say(
        "To take your answers back here, send /delete followed by the words of the receipt."
    )


def nothing_more(language: str) -> str:
    return wording(language).say("Stopped. You will get no messages about what changed.")


def choose_language(language: str) -> str:
    return wording(language).say("Choose a language.")


def nothing_done_yet(language: str) -> str:
    return wording(language).say(
        "There is nothing to tell yet. When something changes because of what people said, it "
        "will stand here."
    )


def deleted(language: str) -> str:
    """All that goes, and all that stays."""
    say = wording(language).say
    gone = say(
        "Done. I removed what Telegram lets me remove of this chat: the messages of the last two "
        "days. What you had not finished is forgotten, and so is which survey you were in. You "
        "will get no messages about what changed."
    )
    rest = say("To remove the rest, delete this chat in Telegram.")
    stays = f"{rest} {how_to_take_back(language)}"
    return f"{gone}\n\n{replies.still_read(language)}\n\n{stays}"


def how_to_take_back(language: str) -> str:
    """Where it is not known which survey the answers are in."""
    return wording(language).say(
        "Answers you have sent can be taken back with the words of the receipt: send /start and "
        "the code of the survey, then /delete and the words."
    )


def still_here(language: str) -> str:
    """After stopping: what is forgotten can still be read on this phone."""
    return wording(language).say(
        "What you wrote still stands in this chat. To remove what can be removed, send /delete."
    )


def number(language: str, chat: int) -> str:
    """For who sets up alerts; in no menu."""
    return wording(language).say(
        "The number of this chat is {chat}. It is for staff who want to be told here when "
        "something urgent comes in.",
        chat=chat,
    )


def group(language: str, link: str) -> str:
    return wording(language).say(
        "I only talk with one person at a time, so that nobody else can read along. Please open a "
        "chat with me alone: {link}",
        link=link,
    )


# ---------------------------------------------------------------- menu and profile
def commands(language: str) -> Mapping[str, str]:
    say = wording(language).say
    return {
        "help": say("People you can talk to now"),
        "skip": say("Leave this question out"),
        "back": say("Go back one question"),
        "stop": say("Stop, and forget what I said"),
        "delete": say("Remove this chat's messages"),
        "privacy": say("What is kept and who can see it"),
        "language": say("Change the language"),
        "did": say("What changed because of what people said"),
    }


def short_description(language: str) -> str:
    return wording(language).say(
        "Short surveys about how safe you feel. For people of 16 and over."
    )


def description(language: str) -> str:
    return wording(language).say(
        "I ask how safe you feel and what would help. You can skip any question and stop at any "
        "time. Scan the square picture on your poster, or press Start and type the code below it."
    )
