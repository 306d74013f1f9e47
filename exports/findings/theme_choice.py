"""Which themes a paper tells, under which names, and which quotes may stand beside them (R10)."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from exports.disclosure.aggregate import Said
from exports.disclosure.decided import Decided
from exports.disclosure.policy import Policy
from exports.findings import groups
from exports.findings.theme_findings import KEY, has_themes, with_themes, without_themes
from exports.report import Breakdown, More, Quote, SafeTable, Theme
from exports.speech import Say
from surveys.definitions.definition import Survey
from surveys.themes.codebook import Codebook
from surveys.themes.codebook import Theme as Named
from surveys.themes.records import Quote as Approved

MOST_QUOTES = 3


def renamed(survey: Survey, book: Codebook, language: str) -> Survey:
    """With the names themes have in that language."""
    if not has_themes(survey):
        return survey
    return with_themes(without_themes(survey), {t.key: t.said(language) for t in book.themes})


def in_use(table: SafeTable, book: Codebook, language: str) -> SafeTable:
    """Without the themes that were merged or retired: they are counted for the ledger alone."""
    gone = {theme.said(language) for theme in book.themes if not theme.in_use}
    if not table.is_breakdown:
        return replace(table, rows=tuple(row for row in table.rows if row.label not in gone))
    places = [n for n, column in enumerate(table.columns) if column.label not in gone]
    rows = tuple(replace(row, cells=tuple(row.cells[n] for n in places)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[n] for n in places), rows=rows)


def titled(say: Say, survey: Survey, more: More) -> More:
    """Each table with how it is divided in its name: "By area: What people wrote about"."""
    return replace(more, theme_tables=tuple(_titled(say, survey, p) for p in more.theme_tables))


def _titled(say: Say, survey: Survey, part: Breakdown) -> Breakdown:
    if not part.table.is_breakdown:
        return part
    question = survey.question(part.table.key.rpartition(".")[2])
    title = f"{groups.by_group(say, question)}: {part.table.caption}"
    return replace(part, heading=title, table=replace(part.table, caption=title))


def unmet(more: More, book: Codebook, acted: Collection[str]) -> tuple[str, ...]:
    """Of the themes that may be told, those without an action; `acted` are names in lower case."""
    met = {n for theme in book.in_use if theme.label.casefold() in acted for n in _names(theme)}
    return tuple(theme.label for theme in more.themes if theme.label not in met)


# ---------------------------------------------------------------- quotes
def quoted(more: More, quotes: Sequence[Approved], book: Codebook, decided: Decided) -> More:
    """Beside a theme of at least twenty people, in a wave of at least thirty; without attribute."""
    counts, policy = decided.counts, decided.policy
    if KEY not in counts.questions or counts.people < policy.percent_base:
        return more
    wrote = counts.questions[KEY].counts
    large = {t.key for t in book.in_use if _surely_many(wrote[Said(t.key)], policy)}
    words: dict[str, list[str]] = {}
    for each in quotes:
        if (key := book.now(each.theme)) in large:
            words.setdefault(key, []).append(each.words)
    by_label = {name: words.get(t.key, []) for t in book.in_use for name in _names(t)}
    return replace(more, themes=tuple(_with(t, by_label.get(t.label, [])) for t in more.themes))


def _surely_many(wrote: int, policy: Policy) -> bool:
    """As far as readers can tell: whether a quote is left out must say no more than the number."""
    least, _ = policy.behind(policy.round(wrote))
    return least >= policy.breakdown_from


def _names(theme: Named) -> set[str]:
    return {theme.label, *theme.labels.values()}


def _with(theme: Theme, words: Sequence[str]) -> Theme:
    return replace(theme, quotes=tuple(Quote(each, theme.label) for each in words[:MOST_QUOTES]))
