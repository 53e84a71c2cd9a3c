"""Chromium without a window, opening a report from disk; whatever goes wrong on the page is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

#: Names under which systems install the browser.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

#: Milliseconds that a test waits for what should be there at once; a machine may be busy.
PATIENCE = 30_000


def found() -> str | None:
    """Where the browser is installed; None where it is not."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as tools:
        # A container's root has no user namespaces; what is opened are our own files.
        made = tools.chromium.launch(executable_path=found(), args=["--no-sandbox"])
        yield made
        made.close()


class Opened:
    """A report that is open in a page of its own."""

    def __init__(self, browser: Browser, file: Path, **wishes: Any) -> None:
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.file = file
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **wishes})
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    def go(self, view: str = "") -> Page:
        """Open a view, and wait until it is there."""
        self.page.goto(f"{self.file.as_uri()}#/{view}")
        self.page.wait_for_selector(f'html[data-ready="#/{view}"]', state="attached")
        return self.page

    def foreign(self) -> list[str]:
        """What was asked for besides the file itself and what it carries."""
        own = (self.file.as_uri(), "data:", "blob:")
        return [address for address in self.requests if not address.startswith(own)]
