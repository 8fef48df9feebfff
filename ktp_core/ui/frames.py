"""What the gate must know of the messages between browser and Streamlit."""

from __future__ import annotations

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState


class StreamlitFrames:
    """`FRESH_RUN` asks for a whole new run without any widget's value: no callback and no fragment starts."""

    FRESH_RUN: bytes = BackMsg(rerun_script=ClientState()).SerializeToString()

    def automatic(self, frame: bytes) -> bool:
        """Whether the message came from a timer, a heartbeat or a reconnect, not from a person."""
        try:
            message = BackMsg.FromString(frame)
        except DecodeError:
            return True
        if message.WhichOneof("type") != "rerun_script":
            return True
        return bool(message.rerun_script.is_auto_rerun)


FRAMES = StreamlitFrames()
