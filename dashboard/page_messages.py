"""What a browser may say over the websocket: what a page of ours says, and nothing else.

Streamlit hears more, of any visit, signed in or not: to empty the caches of all visits, which closes the database under
whoever commits; to tell about the repository of the program; to write files beside it.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

SAID = ("rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request")
"""What a page says: a click, its end, that it is there, that a file comes, and what it asks for beside a click."""
ASKED = ("deferred_file", "dataframe_chunk")
"""Which are a file that is made when it is asked for, and further rows of a table."""


class PageMessages:
    """ASGI middleware that lets nothing else through a websocket: it is not heard, and not answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what a page says."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def heard() -> Message:
            while not _of_a_page(message := await receive()):
                pass
            return message

        await self.app(scope, heard, send)


def _of_a_page(message: Message) -> bool:
    if message["type"] != "websocket.receive":
        return True
    said = BackMsg()
    try:
        said.ParseFromString(message.get("bytes") or b"")
    except DecodeError:
        return False
    kind = said.WhichOneof("type")
    asks = kind == "backend_operation_request"
    return kind in SAID and (not asks or said.backend_operation_request.WhichOneof("payload") in ASKED)
