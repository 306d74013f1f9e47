"""What a board paper is made of, one piece after another, whatever it is drawn as."""

from dataclasses import dataclass

from exports.report import Chart

MOST_COLUMNS = 8
"""With more columns of numbers than these a table is drawn in parts."""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A numbered paragraph; `lead` are its first words, in bold.

    `bound`: it stands on the page on which the next begins.
    """

    text: str
    lead: str = ""
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """Lines under the paragraph before: (a), (b), (c)."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What somebody wrote. `by` tells at most one thing of the person."""

    text: str
    by: str
    language: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, with its number among the charts of the paper."""

    number: int
    chart: Chart


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of words: the name of the first column, those of the others, and the lines.

    `numbers_from` is the first column of numbers; `key` names the safe table it shows, if one.
    """

    caption: str
    corner: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    numbers_from: int = 1
    key: str = ""

    def turned(self, corner: str) -> "Grid":
        """Lines for columns and columns for lines."""
        across = zip(self.columns, *(line[1:] for line in self.lines), strict=True)
        names = tuple(line[0] for line in self.lines)
        return Grid(self.caption, corner, names, tuple(across), self.numbers_from, self.key)

    def parts(self, said: str) -> tuple["Grid", ...]:
        """As many as the page is wide enough for. `said` is "Part {part} of {parts}."."""
        starts = range(0, len(self.columns), MOST_COLUMNS)
        if len(starts) == 1:
            return (self,)
        return tuple(
            self._part(start, self.caption + " " + said.format(part=number, parts=len(starts)))
            for number, start in enumerate(starts, start=1)
        )

    def _part(self, start: int, caption: str) -> "Grid":
        end = start + MOST_COLUMNS
        lines = tuple((line[0], *line[start + 1 : end + 1]) for line in self.lines)
        columns = self.columns[start:end]
        return Grid(caption, self.corner, columns, lines, self.numbers_from, self.key)


@dataclass(frozen=True, slots=True)
class Facts:
    """The title block: a name and a fact a line."""

    lines: tuple[tuple[str, str], ...]


Block = Section | Said | Letters | Quoted | Picture | Grid | Facts
