"""The browser is told with the page which code it will need."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Message

from dashboard.code_ahead import ELEMENTS, CodeAhead, header

NAMED = re.findall(r"<\./static/js/([\w.-]+)>; rel=modulepreload; crossorigin", header())


def named_with(answer: Response) -> list[str]:
    """What an answer tells a browser to load, as the first message of it says."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    # In a thread of its own: a browser test before this one leaves a loop running in the main thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, CodeAhead(answer)({"type": "http", "headers": []}, receive, send)).result()
    return [value.decode() for name, value in sent[0]["headers"] if name == b"link"]


def test_a_page_names_the_code_of_its_elements_and_other_answers_name_none() -> None:
    assert named_with(HTMLResponse("<p>yes</p>")) == [header()]
    assert named_with(PlainTextResponse("yes")) == []


def test_every_kind_of_element_is_found_in_this_streamlit_and_nothing_is_named_that_the_page_names_itself() -> None:
    shipped = files("streamlit") / "static"
    page = (shipped / "index.html").read_text(encoding="utf-8")
    assert {kind for kind in ELEMENTS if not any(name.startswith(f"{kind}.") for name in NAMED)} == set()
    assert [name for name in NAMED if name in page] == []
    assert [name for name in NAMED if not (shipped / "static" / "js" / name).is_file()] == []
