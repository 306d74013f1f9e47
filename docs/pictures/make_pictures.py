"""Draws the README's pictures from a running demo: `make pictures`.

Needs Chromium, LibreOffice (soffice) and pdftoppm, which the product itself does not.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image
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
PAPER = {"width": 860, "height": 606}
STEPS = 2
COLOURS = 64
SHOWN = (0, 1)
SHEET = """
    body { margin: 0; padding: 20px; display: flex; gap: 20px; background: #d9dde0 }
    img { width: 400px; box-shadow: 0 1px 6px #0006 }
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
    """Two pages of the board paper of the past wave, side by side, as Word would print them."""
    async with build(settings) as parts:
        file = ground.folder / "paper.docx"
        file.write_bytes(await draw(parts, stage.past, "docx", silent))
    printed(file)
    page = await browser.new_page(viewport=PAPER, device_scale_factor=1)  # type: ignore[arg-type]
    await page.goto(laid_out(ground.folder).as_uri())
    await page.screenshot(path=HERE / "paper.png")
    lighten(HERE / "paper.png")


def lighten(picture: Path) -> None:
    """Print needs few colours, and a README few bytes."""
    Image.open(picture).quantize(COLOURS).save(picture, optimize=True)


def printed(file: Path) -> None:
    """page-1.png, page-2.png and so on, beside the file."""
    for program in ("soffice", "pdftoppm"):
        if not shutil.which(program):
            sys.exit(f"Install {program} first.")
    folder = file.parent
    run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)])
    run(["pdftoppm", "-r", "64", "-png", str(file.with_suffix(".pdf")), str(folder / "page")])


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def laid_out(folder: Path) -> Path:
    pages = sorted(folder.glob("page-*.png"))
    shown = "".join(f'<img src="{pages[number].name}">' for number in SHOWN)
    sheet = folder / "pages.html"
    sheet.write_text(f"<style>{SHEET}</style>{shown}", "utf-8")
    return sheet


if __name__ == "__main__":
    asyncio.run(main())
