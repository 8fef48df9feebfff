"""A visitor without a browser: Streamlit's own messages over a real websocket."""

from __future__ import annotations

import time
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from tests_support.server import Server
from websockets.sync.client import connect


class Visitor:
    """`with Visitor(server, token) as visitor: visitor.run()`; raises InvalidStatus when the handshake is refused."""

    def __init__(self, server: Server, token: str | None, *, resume: str = "", **headers: str) -> None:
        self._server, self._token, self._resume, self._headers = server, token, resume, headers

    def __enter__(self) -> Visitor:
        headers = {"Origin": self._server.url, **{key.replace("_", "-"): value for key, value in self._headers.items()}}
        if self._token is not None:
            headers["Cookie"] = f"ktp_sesi={self._token}"
        origin = headers.pop("Origin")
        self._opening = connect(
            f"ws://127.0.0.1:{self._server.port}/_stcore/stream", origin=origin or None,
            subprotocols=["streamlit", *(["none", self._resume] if self._resume else [])],
            additional_headers=headers, max_size=None,
        )  # fmt: skip
        self._socket = self._opening.__enter__()
        self.page_hash = self.session_id = ""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opening.__exit__(kind, error, trace)

    def run(self, page: str = "", fragment: str = "", automatic: bool = False) -> str:
        """Ask for a run and read until it has finished; everything the server said, as text."""
        state = ClientState(page_name=page, fragment_id=fragment, is_auto_rerun=automatic)
        if not page:
            state.page_script_hash = self.page_hash
        self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        return self._read()

    def _read(self, seconds: float = 20) -> str:
        said, deadline = [], time.monotonic() + seconds
        while time.monotonic() < deadline:
            message = ForwardMsg.FromString(self._socket.recv(timeout=seconds))
            said.append(str(message))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.page_hash = message.new_session.page_script_hash
                self.session_id = message.new_session.initialize.session_id
                self.fragments: list[str] = []
            if kind == "auto_rerun":
                self.fragments.append(message.auto_rerun.fragment_id)
            if kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return "\n".join(said)
        raise AssertionError("the run did not finish")
