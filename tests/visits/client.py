"""Visits to the real program without a browser: what its web page says and hears over its websocket."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

from google.protobuf.json_format import MessageToJson
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer
from websockets.asyncio.client import ClientConnection, connect

LARGEST = 64 * 2**20
ANEW = re.compile(r'(?<="deferredFileId": ")\w+|/media/\w+|\d\d:\d\d(?=\u00a0?\s?UTC)')
"""What is new for each visit without being said of the data: names of files to download, and the time of day."""


@dataclass
class Shown:
    """A page as one run of its script left it: each element by its place, as it came and as JSON."""

    deltas: dict[tuple[int, ...], Delta] = field(default_factory=dict)
    fault: str = ""
    messages: int = 0

    @cached_property
    def elements(self) -> dict[tuple[int, ...], str]:
        """The elements as JSON, written when they are asked for: that takes longer than the page."""
        return {place: MessageToJson(delta, indent=None) for place, delta in self.deltas.items()}

    def text(self) -> str:
        """The elements of the page itself, beside the menu, in their order, without what is new for each visit."""
        mine = (self.elements[place] for place in sorted(self.elements) if place[0] == RootContainer.MAIN)
        return "\n".join(ANEW.sub("…", element) for element in mine)


class Visit:
    """One visit: an address is opened, or a run asked for again, and the page that came of it is given back."""

    def __init__(self, url: str, connection: ClientConnection) -> None:
        self._url, self._connection = url, connection
        self._session = ""
        self._opened: list[str] = []
        self._cached: dict[str, ForwardMsg] = {}

    async def open(self, page: str = "", **address: str) -> Shown:
        """Run a page ("" is Progress) with this address, as a click on a link does."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(address)
        asked.rerun_script.page_name = page
        asked.rerun_script.context_info.timezone = "UTC"
        asked.rerun_script.context_info.locale = "en-GB"
        for place in self._opened:
            asked.rerun_script.widget_states.widgets.add(id=place, bool_value=True)
        await self._connection.send(asked.SerializeToString())
        return await self._page()

    def unfold(self, shown: Shown, label: str) -> None:
        """Open what ``label`` opens on a page, as it is from the next run on."""
        blocks = (json.loads(item).get("addBlock", {}) for item in shown.elements.values())
        self._opened += [block["popover"]["id"] for block in blocks if block.get("popover", {}).get("label") == label]

    async def download(self, button: str, shown: Shown) -> bytes:
        """The file behind a button of the page, made when it is asked for."""
        element = next(json.loads(item) for item in shown.elements.values() if f'"label": "{button}"' in item)
        asked = BackMsg()
        asked.backend_operation_request.request_id = button
        asked.backend_operation_request.session_id = self._session
        asked.backend_operation_request.deferred_file.file_id = element["newElement"]["downloadButton"][
            "deferredFileId"
        ]
        await self._connection.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self._connection.recv())
            if message.WhichOneof("type") == "backend_operation_response":
                answer = message.backend_operation_response
                if answer.error_msg:
                    raise RuntimeError(answer.error_msg)
                with urlopen(f"{self._url}{answer.deferred_file.url}") as file:
                    return bytes(file.read())

    async def answers(self, *said: BackMsg) -> list[str]:
        """The kinds of messages that come back, up to the answer to a sign of life that is sent behind these."""
        for each in (*said, BackMsg(app_heartbeat=True)):
            await self._connection.send(each.SerializeToString())
        kinds = list[str]()
        while "heartbeat_ack" not in kinds:
            message = ForwardMsg()
            message.ParseFromString(await self._connection.recv())
            kinds.append(str(message.WhichOneof("type")))
        return kinds

    async def _page(self) -> Shown:
        shown = Shown()
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self._connection.recv())
            shown.messages += 1
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message, kind = self._cached[message.ref_hash], "delta"
            elif message.metadata.cacheable and message.hash:
                self._cached[message.hash] = message
            if kind == "new_session":
                self._session = message.new_session.initialize.session_id
            elif kind == "delta":
                place = tuple(message.metadata.delta_path)
                shown.deltas[place] = message.delta
                if message.delta.new_element.WhichOneof("type") == "exception":
                    shown.fault = message.delta.new_element.exception.message
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    shown = Shown()
                    continue
                return shown


async def visit(url: str) -> Visit:
    """Begin a visit to the program at an address."""
    place = urlsplit(url).netloc
    connection = await connect(
        f"ws://{place}/_stcore/stream", subprotocols=["streamlit"], origin=url, max_size=LARGEST, compression=None
    )
    return Visit(url, connection)
