"""What can go wrong on the way out. The docstring is the message and says what to do."""


class ExportError(Exception):
    """Something went wrong while making a document."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or type(self).__doc__)


class UnsafePolicy(ExportError):
    """This policy shows more than is safe. Take the values of policy.toml, or stricter ones."""


class UnknownFormat(ExportError):
    """There is no such format. Choose one of those that exports.render.FORMATS names."""


class ReleaseClash(ExportError):
    """This release beside an earlier one would give a small number away. Use the earlier one."""


class AuditUnfinished(ReleaseClash):
    """Whether this release is safe cannot be worked out, so it stays in. Release less at once."""


class UnfitBrief(ExportError):
    """What was said about the paper does not fit one. Look at the options of `export`."""


class UnfitTemplate(ExportError):
    """This file is no Word template. Give a .docx with the styles your papers have."""


class UnknownLanguage(ExportError):
    """Papers are not translated into this language. Choose one of those `export --help` names."""


class DifferentSurveys(ExportError):
    """These waves did not ask the same questions. Report waves of one survey together."""


class UnfitJoin(ExportError):
    """Those groups cannot be put together."""


class LedgerBroken(ExportError):
    """The ledger of releases was changed, so nobody can tell what has left. Nothing new leaves.

    `saidanddone audit releases` names the first release that does not hold. Restore the database
    from its last backup.
    """


class LostAnswers(ExportError):
    """The answers of one of these waves are lost with its key. Count the others without it."""
