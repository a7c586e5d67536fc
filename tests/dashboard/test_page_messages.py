"""Over the websocket nothing is heard but what a page of ours says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard import page_messages
from dashboard.page_messages import PageMessages
from tests.visits.client import visit
from tests.visits.program import running


def made(change: Callable[[BackMsg], object]) -> BackMsg:
    said = BackMsg()
    change(said)
    return said


FOREIGN = (
    BackMsg(clear_cache=True),
    BackMsg(load_git_info=True),
    BackMsg(set_run_on_save=True),
    BackMsg(debug_disconnect_websocket=True),
    BackMsg(debug_shutdown_runtime=True),
    made(lambda said: said.backend_operation_request.install_skills.SetInParent()),
    made(lambda said: said.backend_operation_request.dismiss_skills_nudge.SetInParent()),
    made(lambda said: said.backend_operation_request.SetInParent()),
    BackMsg(),
)
OURS = (
    made(lambda said: said.rerun_script.SetInParent()),
    BackMsg(stop_script=True),
    BackMsg(app_heartbeat=True),
    made(lambda said: said.file_urls_request.SetInParent()),
    made(lambda said: said.backend_operation_request.deferred_file.SetInParent()),
    made(lambda said: said.backend_operation_request.dataframe_chunk.SetInParent()),
)


def heard(*said: Message) -> list[Message]:
    """What the server behind hears of some messages, of which the last one ends the line."""
    coming, found = iter((*said, {"type": "websocket.disconnect"})), list[Message]()

    async def server(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            found.append(message)

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        raise AssertionError(message)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, PageMessages(server)({"type": "websocket"}, receive, send)).result()
    return found


def binary(said: BackMsg) -> Message:
    return {"type": "websocket.receive", "bytes": said.SerializeToString(), "text": None}


def test_what_a_page_says_is_heard_and_nothing_else() -> None:
    odd: list[Message] = [
        {"type": "websocket.receive", "bytes": b"\xff" * 99, "text": None},
        {"type": "websocket.receive", "bytes": None, "text": "clear_cache"},
        {"type": "websocket.receive", "text": ""},
    ]
    ours = [{"type": "websocket.connect"}, *map(binary, OURS)]
    assert heard(*odd, *map(binary, FOREIGN), *ours, *odd) == ours


def test_every_kind_of_message_that_the_library_hears_is_known_here() -> None:
    """A new one of a new version is to be looked at before it is let through."""
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    asked = {field.name for field in BackMsg().backend_operation_request.DESCRIPTOR.oneofs_by_name["payload"].fields}
    foreign = {str(said.WhichOneof("type")) for said in FOREIGN} - {"None", "backend_operation_request"}
    assert kinds - foreign == set(page_messages.SAID)
    assert asked - {"install_skills", "dismiss_skills_nudge"} == set(page_messages.ASKED)


@pytest.mark.longer("a program of its own")
def test_no_visit_closes_the_database_under_the_others_or_asks_about_the_server(tmp_path: Path) -> None:
    with running(tmp_path / "a.duckdb", tmp_path / "a.log") as program:

        async def told() -> tuple[list[str], list[str]]:
            mine = await visit(program.url)
            answers = await mine.answers(*FOREIGN)
            shown = await mine.open(city="US-BOS", language="en")
            return answers, [shown.fault]

        before = program.tell("opening")
        with ThreadPoolExecutor(1) as thread:
            answers, faults = thread.submit(asyncio.run, told()).result()
        assert set(answers) <= {"heartbeat_ack", "session_status_changed", "new_session"}
        assert answers.count("heartbeat_ack") == 1
        assert faults == [""]
        assert program.tell("opening") == before, "what all visits share is as it was"
        assert "Traceback" not in (tmp_path / "a.log").read_text(encoding="utf-8")
