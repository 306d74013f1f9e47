"""A codebook: the themes a survey's texts are sorted by. People own it; versions only go up.

A theme is never deleted: one that was merged names the theme it went into, one that is retired
stays with its key, so that a tag of an earlier version can always be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from surveys.errors import SurveyError


class UnknownTheme(SurveyError):
    """The codebook has no such theme in use. Look at its list of themes."""


class ThemeThere(SurveyError):
    """The codebook has, or had, a theme of that name. Choose another name."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One thing texts may be about.

    `patterns` are words and phrases that point to it (`*` stands for any ending), `examples` texts
    that are surely about it. `labels` are translations of `label` by language.
    """

    key: str
    label: str
    definition: str = ""
    patterns: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    merged_into: str = ""
    retired: bool = False

    @property
    def in_use(self) -> bool:
        return not (self.merged_into or self.retired)

    def said(self, language: str) -> str:
        return self.labels.get(language) or self.label


@dataclass(frozen=True, slots=True)
class Codebook:
    """The themes in the order in which a paper lists them. `version` is stamped on every tag."""

    key: str
    title: str
    themes: tuple[Theme, ...]
    version: int = 1

    @property
    def in_use(self) -> tuple[Theme, ...]:
        return tuple(theme for theme in self.themes if theme.in_use)

    def theme(self, key: str) -> Theme:
        """Whether in use or not. Raises UnknownTheme."""
        for theme in self.themes:
            if theme.key == key:
                return theme
        raise UnknownTheme(f"the codebook has no theme '{key}'")

    def now(self, key: str) -> str:
        """Under which theme that one counts today; "" where it counts no more."""
        known = {theme.key: theme for theme in self.themes}
        for _ in known:
            theme = known.get(key)
            if theme is None or theme.retired:
                return ""
            if not theme.merged_into:
                return key
            key = theme.merged_into
        return ""

    # ------------------------------------------------------------ the next version
    def with_theme(self, theme: Theme) -> "Codebook":
        """Raises ThemeThere."""
        if self.has_name(theme.label) or any(theme.key == each.key for each in self.themes):
            raise ThemeThere
        return replace(self, themes=(*self.themes, theme), version=self.version + 1)

    def has_name(self, label: str, but: str = "") -> bool:
        """Whether a theme has it, in use or not. By its name a paper knows a theme."""
        others = (theme for theme in self.themes if theme.key != but)
        return any(theme.label.casefold() == label.casefold() for theme in others)

    def changed(self, key: str, **changes: object) -> "Codebook":
        """The next version, in which that theme reads otherwise. Raises UnknownTheme."""
        before = self.theme(key)
        after = replace(before, **changes)  # type: ignore[arg-type]
        themes = tuple(after if theme is before else theme for theme in self.themes)
        return replace(self, themes=themes, version=self.version + 1)

    def merged(self, key: str, into: str) -> "Codebook":
        """Texts of `key` count as `into` from now on. Raises UnknownTheme."""
        if key == into or not (self.theme(into).in_use and self.theme(key).in_use):
            raise UnknownTheme
        return self.changed(key, merged_into=into)
