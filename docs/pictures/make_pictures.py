"""Draws the README's pictures from a running demo: `make pictures`. Needs Chromium."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from bot.app import build
from bot.cli.export import draw
from bot.clock import now
from bot.demo.ground import Ground, Stage
from bot.demo.setting_up import set_up
from bot.server import listening
from bot.settings import Settings

HERE = Path(__file__).parent
PORT = 8095
PHONE = {"width": 390, "height": 780}
PAPER = {"width": 820, "height": 1160}
STEPS = 2
TO_FINDINGS = """
    [...document.querySelectorAll("h2")].find(h => h.textContent.includes("indings"))
        .scrollIntoView({block: "start"})
"""


def silent(_step: str, _done: int, _of: int) -> None:
    """Nobody watches."""


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder) / "demo")
        settings = ground.settings(PORT)
        stage = await set_up(ground, settings, now, silent)
        async with chromium() as browser:
            await chat(browser, settings, stage)
            await paper(browser, ground, settings, stage)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        sys.exit("Install Chromium first.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        await browser.close()


async def chat(browser: Browser, settings: Settings, stage: Stage) -> None:
    """A few steps into the open wave, at phone size."""
    async with build(settings) as parts, listening(parts):
        page = await browser.new_page(viewport=PHONE, device_scale_factor=1)  # type: ignore[arg-type]
        await page.goto(f"{settings.public_url}/s/{stage.open}")
        await page.locator("#answer button[value=start]").click()
        for _ in range(STEPS):
            await answer(page)
        await page.screenshot(path=HERE / "chat.png")


async def answer(page: Page) -> None:
    """Pick the second option and wait until the next question is there."""
    turn = page.locator("#answer input[name=turn]")
    before = await turn.get_attribute("value")
    await page.locator("#answer button[name=pick]").nth(1).click()
    await expect(turn).not_to_have_attribute("value", before or "")
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(500)


async def paper(browser: Browser, ground: Ground, settings: Settings, stage: Stage) -> None:
    """The findings of the past wave, as the web page that shows the same as the Word paper."""
    async with build(settings) as parts:
        file = ground.folder / "report.html"
        file.write_bytes(await draw(parts, stage.past, "html", silent))
    page = await browser.new_page(viewport=PAPER, device_scale_factor=1)  # type: ignore[arg-type]
    await page.goto(file.as_uri())
    await page.evaluate(TO_FINDINGS)
    await page.screenshot(path=HERE / "paper.png")


if __name__ == "__main__":
    asyncio.run(main())
