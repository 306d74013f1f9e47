"""Everything that can go wrong in a survey. The docstring is the message and says what to do."""


class SurveyError(Exception):
    """Something went wrong in a survey."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or type(self).__doc__)


class InvalidSurvey(SurveyError):
    """This survey definition cannot be used. Mend the place named and read it again."""


class UnknownSurvey(SurveyError):
    """There is no survey of that name. `saidanddone survey list` shows those there are."""


class UnknownWave(SurveyError):
    """There is no wave with that code. `saidanddone wave list` shows those there are."""


class WaveClosed(SurveyError):
    """This wave no longer takes answers. Invite people to the next one."""


class WaveNotOpen(SurveyError):
    """This wave is not open yet. Open it with `saidanddone wave open CODE`."""


class WaveNotClosed(SurveyError):
    """Nothing of a wave is shown before it is closed. Close it first."""


class WrongState(SurveyError):
    """The wave is not in the state this needs. `saidanddone wave show CODE` tells where it is."""


class NoLead(SurveyError):
    """No safeguarding lead has a key yet, so urgent words could be read by nobody.

    Add one with `saidanddone officer add NAME --role lead`, then open the wave.
    """


class StaleSignPosts(SurveyError):
    """A help number was last checked too long ago. Ring it, and note the day in signposts.toml.

    Then start the server again. docs/surveys.md shows how.
    """


class UnknownCode(SurveyError):
    """That entry code is not one of this wave's. Check it letter by letter."""


class UnknownText(SurveyError):
    """There is no such text to review, or it has been decided since."""


class TextChanged(UnknownText):
    """Somebody else changed or decided this text while you read it. Look at it again."""


class KeyMissing(SurveyError):
    """The key of this wave is not in the keyring, so its answers cannot be opened.

    Point SAIDANDDONE_KEYRING at the right folder, or restore it from its own backup. Only if it is
    gone for good: `saidanddone wave close CODE --key-lost`.
    """


class KeyThere(SurveyError):
    """The key of this wave is in the keyring, so nothing is lost. Close it without --key-lost."""


class KeyringShut(KeyMissing):
    """The keyring cannot be read or changed. Nothing is lost; do the same again afterwards.

    Give the folder of SAIDANDDONE_KEYRING and all in it to the server's user (`chown -R`), and see
    that its disk is neither full nor mounted read-only.
    """


class AnswersLost(SurveyError):
    """The answers of this wave are lost with its key: there is nothing of it to read or to count.

    A paper of it says that they are lost.
    """


class TooLarge(SurveyError):
    """These answers do not fit the size set for the wave. Shorten the longest text."""


class StoreUnavailable(SurveyError):
    """The database did not answer in time. Nothing was changed; try again."""


class DiskFull(StoreUnavailable):
    """The disk of the database is full. Nothing was changed. Make room there, then try again."""


class DatabaseLocked(StoreUnavailable):
    """Another program holds the database file. Nothing was changed.

    End it (a `sqlite3` shell, a backup, a second server), then try again.
    """


class DatabaseReadOnly(StoreUnavailable):
    """The database may be read and not written. Nothing was changed.

    Give the data folder and all in it to the server's user (`chown -R`), and see that its disk is
    not mounted read-only.
    """


class DatabaseDamaged(StoreUnavailable):
    """The database is damaged. Stop the server, put the damaged file aside, restore the backup.

    docs/running.md says how.
    """


class DatabaseAway(StoreUnavailable):
    """Nothing answers at the database's address.

    See that PostgreSQL runs, and that SAIDANDDONE_DATABASE_URL names its host and port.
    """


class DatabaseShut(StoreUnavailable):
    """The database does not let us in. Nothing was changed.

    Check user, password and name of the database in SAIDANDDONE_DATABASE_URL.
    """


class HomeShut(StoreUnavailable):
    """PostgreSQL cannot be asked: the home folder of the server's user may not be looked into.

    Keys for PostgreSQL could lie there. Give that user another and start again:
    `usermod --home /var/lib/saidanddone saidanddone`. Or the way to a local socket is shut.
    """


class StoreRefused(SurveyError):
    """The database refused this as wrong. Nothing was changed; run `saidanddone doctor`."""


class AlreadyThere(SurveyError):
    """Something of that name is there already. Choose another name."""


class KeyExists(SurveyError):
    """The keyring holds a key for this wave already. A key is never written over."""


class BadSeal(SurveyError):
    """These sealed bytes cannot be opened with this key, or are not whole."""


class UnreadableResponses(SurveyError):
    """Some sealed answers cannot be opened. Nothing was changed and nothing is lost.

    Restore the database from its last backup, or the right keyring, and close again. If there is
    no backup: `saidanddone wave close CODE --leave-out-unreadable`.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"{number}: {self.__doc__}")


class MiscountedClose(SurveyError):
    """The answers written do not match those that were sealed. Nothing was changed; keys are kept.

    Close again. If it comes back, restore the database from its last backup and close that.
    """


class BadReceipt(SurveyError):
    """A receipt is eight words. Check each one."""


class WrongPassphrase(SurveyError):
    """That passphrase does not open the key for urgent texts. Type it again."""


class NotSealedForYou(SurveyError):
    """These words are not sealed to this lead's key. A lead who opens them can hand them over."""


class TooNew(SurveyError):
    """A newer release of this program made these tables. Nothing was changed.

    Install that release again, or restore the backup made before it.
    """


class NotUpToDate(SurveyError):
    """The tables are of another version than this program.

    Make a backup, then start `saidanddone serve`: it brings them up to date.
    """
