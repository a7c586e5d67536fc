"""What people upload is held for a while and within bounds."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dashboard import uploads


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """Streamlit's own store of uploads, as its running server would give it."""
    manager = MemoryUploadedFileManager("/_stcore/upload_file")
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))
    return manager


def put(held: MemoryUploadedFileManager, visit: str, file: str, size: int = 1, signing_in: bool = False) -> int:
    """Send one file as a browser does. The status of the answer."""
    sent: list[Message] = []

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        held.add_file(visit, UploadedFileRec(file, "a.csv", "text/csv", bytes(size)))
        await Response(status_code=204)(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "PUT", "path": f"/_stcore/upload_file/{visit}/{file}", "headers": []}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, uploads.UploadsLimited(inner, signing_in)(scope, receive, send)).result()
    return int(sent[0]["status"])


def test_of_one_visit_the_newest_uploads_stay(held: MemoryUploadedFileManager) -> None:
    assert {put(held, "ann", str(number)) for number in range(20)} == {204}
    put(held, "bob", "0")
    assert list(held.file_storage["ann"]) == ["17", "18", "19"]
    assert list(held.file_storage["bob"]) == ["0"]


def test_while_all_visits_hold_too_much_nothing_more_is_taken(
    held: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    assert [put(held, f"visit {number}", "0", 50) for number in range(3)] == [204, 204, 507]
    held.remove_session_files("visit 0")
    assert put(held, "visit 3", "0", 50) == 204


def test_where_people_sign_in_nothing_is_taken_of_a_visit_that_was_not_let_in(
    held: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_VISITS", 2)
    assert put(held, "stranger", "0", signing_in=True) == 403
    for visit in ("ann", "bob", "eve"):
        uploads.let(visit, True)
    assert [put(held, visit, "0", signing_in=True) for visit in ("ann", "bob", "eve")] == [403, 204, 204]
    uploads.let("eve", False)  # a sign-in that ran out
    assert put(held, "eve", "1", signing_in=True) == 403
    assert list(held.file_storage) == ["bob", "eve"]
