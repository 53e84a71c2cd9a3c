"""No stage goes back and forth: a line, or lines, of one thing over and over take a time that grows with their length.

Each text is tried four times as long as before: what grows with the square takes sixteen times as long, what grows
with the length four times. The time is the processor's. A busy machine may slow the long text down and not the short
one, so both are tried again, one after the other, until the long one was quick enough once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from math import inf

import pytest

import extractors
from extractors.evidence import Excerpt
from extractors.memory import forget
from pipeline.document import Document
from pipeline.read.text import read_text
from pipeline.segment import marks, segment
from pipeline.settings import settings

#: What is said over and over, in one line or each in its own.
REPEATED = {
    "labels": "Country: Kenya ",
    "titles": "Project title: Wells for farmers Budget: US$ 1,000 ",
    "colons": "wells: ",
    "seams": "aB:",
    "amounts": "US$ 1,000 ",
    "sentences": "Norway gives US$ 1,000. ",
    "donors": "Donor: Norway, Sweden and ",
    "places": "Kenya, Nepal, Norway, ",
    "people": "Mr. Ann Lee, ann@x.example, +43 1 26060-4290, ",
    "periods": "12 May 2009 - 30 June 2011, ",
    "capitals": "SAFE WELLS FOR ALL (SWA) Contractor Acme, ",
    "words": "harbours for fishers ",
    "label lines": "Country: Kenya\n",
    "title lines": "Project title: Wells for farmers\nBudget: US$ 1,000\n",
    "amount lines": "US$ 1,000\n",
    "pledge lines": "Norway US$ 1,000\n",
    "place lines": "Kenya\n",
}
SHORT, LONG = 4_000, 16_000
#: A text four times as long may take so many times as long; what is done once, whatever the length, makes it less.
TIMES = 9.0
#: So many times a text that took too long is tried.
ROUNDS = 5
#: Seconds that tell nothing.
NOTHING = 0.15

HEAD = "Safe Harbours for Coastal Fishers\n\nCountry: Kenya\nBudget: US$ 1,000\nDonor: Norway\n"


def taken(run: Callable[[], object]) -> float:
    """Processor time of a call, in seconds."""
    begun = time.process_time()
    run()
    spent = time.process_time() - begun
    forget()
    return spent


def read(text: str) -> None:
    """Cut a text up, and ask all extractors."""
    made = segment(Document("d", "a.txt", "", "text/plain", read_text((HEAD + "\n" + text).encode()).lines))
    for block in made.blocks:
        list(extractors.read(block))


def grown(run: Callable[[str], object], piece: str) -> float:
    """How many times as long a text four times as long takes, at the least; it is asked until that is few enough."""
    short, long = (piece * (size // len(piece)) for size in (SHORT, LONG))
    run(short)  # what is loaded late is loaded
    least = inf
    for _ in range(ROUNDS):
        least = min(least, taken(lambda: run(long)) / max(taken(lambda: run(short)), NOTHING))
        if least < TIMES:
            break
    return least


@pytest.mark.clock
@pytest.mark.parametrize("name", REPEATED)
def test_time_grows_with_the_length_and_not_with_its_square(name: str) -> None:
    assert grown(read, REPEATED[name]) < TIMES


@pytest.mark.clock
def test_what_grows_with_the_square_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "NOTHING", 0.001)
    assert grown(lambda text: [None for _ in range(len(text) ** 2 // 200)], "wells: ") > TIMES


def test_no_more_parts_of_a_page_are_weighed_as_its_title_than_the_settings_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(settings("part_size"), "offers_most", 40)
    weighed: list[Excerpt] = []
    honest = marks.of
    monkeypatch.setattr(marks, "of", lambda page, excerpt: weighed.append(excerpt) or honest(page, excerpt))
    read("The Wells for All Project of Kenya, phase II, supports farmers. " * 40)
    assert 10 <= len(weighed) <= 2 * 40  # whole lines, and parts of lines


def test_a_paragraph_ends_where_it_would_be_longer_than_the_settings_say() -> None:
    story = (
        "The project supports fishers and their families in the villages of the coast, with boats and with courses\n"
    )
    text = HEAD + "\n" + story * 600
    document = Document("d", "a.txt", "", "text/plain", read_text(text.encode()).lines)
    (block,) = segment(document).blocks
    paragraphs = [len(paragraph.text) for paragraph in block.narrative]
    assert (len(paragraphs), max(paragraphs) <= 20_000) == (4, True)
    assert sum(paragraph.text.count("boats") for paragraph in block.narrative) == 600
