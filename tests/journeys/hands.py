"""Somebody without a mouse: Tab, Enter, Space, arrows and letters, and nothing else.

Wherever the focus comes on the way it must be seen: an outline, on the screen, under nothing.
"""

from dataclasses import dataclass, field

from playwright.async_api import Locator, Page

MOST_STEPS = 150
UNSEEN = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.tabIndex < 0) return "";
  const whole = at.closest("label") || at;
  const outlined = (each) => {
    const look = getComputedStyle(each);
    return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  };
  const says = at.outerHTML.slice(0, 90);
  if (![at, at.nextElementSibling, whole].some((each) => each && outlined(each)))
    return "no outline: " + says;
  const box = whole.getBoundingClientRect();
  if (box.bottom <= 0 || box.top >= innerHeight) return "off the screen: " + says;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const over = document.elementFromPoint(box.left + Math.min(box.width / 2, 60), y);
  const free = !over || whole.contains(over) || over.contains(whole);
  return free ? "" : "under something: " + says;
}"""


@dataclass
class Hands:
    """`unseen` are the places where nobody could tell where the focus is."""

    page: Page
    unseen: list[str] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def to(self, wanted: Locator) -> None:
        """By Tab alone, from wherever the focus is."""
        for _ in range(MOST_STEPS):
            await self.press("Tab")
            await self._seen()
            if await self._is_on(wanted):
                return
        raise AssertionError(f"{wanted} cannot be reached by keyboard")

    async def push(self, name: str, role: str = "button") -> None:
        """A button, or a link where the role says so."""
        await self.to(self.page.get_by_role(role, name=name))  # type: ignore[arg-type]
        await self.press("Enter")

    async def follow(self, name: str) -> None:
        """A link, to the page behind it."""
        await self.go_by(self.page.get_by_role("link", name=name))

    async def go_by(self, wanted: Locator) -> None:
        await self.to(wanted)
        async with self.page.expect_navigation():
            await self.press("Enter")

    async def write(self, label: str, text: str) -> None:
        """In the place of what stands there."""
        await self.to(self.page.get_by_label(label, exact=True))
        await self.press("ControlOrMeta+a")
        await self.page.keyboard.type(text)

    async def _seen(self) -> None:
        if said := await self.page.evaluate(UNSEEN):
            self.unseen.append(said)

    async def _is_on(self, wanted: Locator) -> bool:
        """Asked of all at once: a question may be exchanged between two looks."""
        return bool(await wanted.evaluate_all("(all) => all.includes(document.activeElement)"))
