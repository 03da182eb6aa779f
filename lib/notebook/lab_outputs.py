"""JupyterLab's server on the Deno kernel: every output stands below its cell, and every cell that failed says why.

The kernel sends outputs and the end of a cell on ways that race: a value that comes late would be shown below the next
cell. So the end is passed on once the outputs have been quiet for a while, and cells that the page sends together, as
"Run All" does, reach the kernel one by one. A cell that fails ends the rest of them, which the kernel by itself would
run. Of a cell that it cannot compile the kernel sends no output at all, and other errors tell lines of what was
compiled. So errors pass through `cell_errors.mend`, and where none came, one is shown before the cell ends.

`jupyter_server_config.py` names this class, which takes the place of the server's own.
"""

import asyncio
import json

from cell_errors import mend
from jupyter_client.jsonutil import json_default
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.websocket import WebSocketClosedError

V1 = "v1.kernel.websocket.jupyter.org"
QUIET_SECONDS = 0.05
# A cell may leave something behind that writes for ever.
LONGEST_SECONDS = 2.0
# Of so many cells it is known that they have ended.
KEPT_RUNS = 100

ENDED = (
    "The kernel ended while this cell ran, and its variables with it: run the cells again from the first. Where it "
    "ends again, the cell calls Deno.exit() or needs more memory than there is."
)


class Run:
    """One execution of a cell."""

    def __init__(self, parent):
        self.parent = parent
        self.code = ""
        self.shown = []
        self.idle = False
        self.ended = False
        self.last = 0.0


class TellingConnection(ZMQChannelsWebsocketConnection):
    """What one page tells one kernel, and hears of it."""

    def __init__(self, **options):
        super().__init__(**options)
        self.runs = {}
        # The cell that this page has sent to the kernel, and those that wait for its end.
        self.sent = None
        self.waiting = []

    def handle_incoming_message(self, incoming_msg):
        request = self._request_of(incoming_msg)
        if request is None:
            super().handle_incoming_message(incoming_msg)
        elif self.sent is None:
            self._send(*request, incoming_msg)
        else:
            self.waiting.append((*request, incoming_msg))

    def handle_outgoing_message(self, stream, outgoing_msg):
        if not self._keep(stream, outgoing_msg):
            super().handle_outgoing_message(stream, outgoing_msg)

    def on_kernel_restarted(self):
        for run in self.runs.values():
            if not run.ended:
                text = {"ename": "KernelEnded", "evalue": ENDED, "traceback": [ENDED]}
                self._publish("error", text, run.parent)
        self.runs.clear()
        self.sent = None
        self.waiting.clear()
        super().on_kernel_restarted()

    def disconnect(self):
        # Who leaves the page has its cells run all the same.
        for _, _, message in self.waiting:
            super().handle_incoming_message(message)
        self.waiting.clear()
        super().disconnect()

    def _request_of(self, message):
        """The header of a request to run a cell, and whether its failure ends those that wait; None for all else."""
        if self.subprotocol == V1:
            channel, parts = deserialize_msg_from_ws_v1(message)
            header = self.session.unpack(parts[0])
        elif isinstance(message, str):
            whole = json.loads(message)
            channel, header = whole.get("channel"), whole["header"]
        else:
            return None
        if channel != "shell" or header.get("msg_type") != "execute_request":
            return None
        content = self.session.unpack(parts[3]) if self.subprotocol == V1 else whole["content"]
        return header, content.get("stop_on_error", True)

    def _send(self, header, stops, message):
        self.sent = header["msg_id"], stops
        super().handle_incoming_message(message)

    def _go_on(self, run, failed):
        """Sends the next cell, or ends all that wait, once the one that was sent has ended."""
        if self.sent is None or self.sent[0] != run.parent["msg_id"]:
            return
        _, stops = self.sent
        self.sent = None
        if failed and stops:
            for header, _, _ in self.waiting:
                self._publish("execute_reply", {"status": "aborted"}, header, "shell")
                self._publish("status", {"execution_state": "idle"}, header)
            self.waiting.clear()
        elif self.waiting:
            self._send(*self.waiting.pop(0))

    def _keep(self, stream, message):
        """Notes a message of a cell; true when it is not to be passed on now."""
        channel = stream if isinstance(stream, str) else getattr(stream, "channel", None)
        if channel not in ("iopub", "shell"):
            return False
        parts = self.session.feed_identities(message)[1]
        parent = self.session.unpack(parts[2])
        if parent.get("msg_type") != "execute_request":
            return False
        run = self._run_of(parent)
        run.last = asyncio.get_running_loop().time()
        kind = self.session.unpack(parts[1])["msg_type"]
        if kind not in ("execute_input", "error", "status", "execute_reply"):
            return False
        content = self.session.unpack(parts[4])
        if kind == "execute_input":
            run.code = content["code"]
        elif kind == "status":
            run.idle = run.idle or content["execution_state"] == "idle"
        elif kind == "error":
            run.shown.append(asyncio.ensure_future(self._show(run, content)))
            return True
        else:
            asyncio.ensure_future(self._end(run, content, stream, message))
            return True
        return False

    def _run_of(self, parent):
        run = self.runs.setdefault(parent["msg_id"], Run(parent))
        for request in list(self.runs)[:-KEPT_RUNS]:
            if self.runs[request].ended:
                del self.runs[request]
        return run

    async def _end(self, run, reply, stream, message):
        """Passes on that a cell has ended, once it shows all: the next one starts only then."""
        clock = asyncio.get_running_loop().time
        end = clock() + LONGEST_SECONDS
        while clock() < end and not (run.idle and clock() - run.last > QUIET_SECONDS):
            await asyncio.sleep(QUIET_SECONDS / 2)
        if reply.get("status") == "error" and not run.shown:
            run.shown.append(asyncio.ensure_future(self._show(run, reply)))
        await asyncio.gather(*run.shown, return_exceptions=True)
        run.ended = True
        try:
            super().handle_outgoing_message(stream, message)
        except WebSocketClosedError:
            self.log.debug("The page left before a cell ended")
        self._go_on(run, reply.get("status") != "ok")

    async def _show(self, run, content):
        deno = self.kernel_manager.kernel_spec.argv[0]
        folder = getattr(self.kernel_manager, "_launch_args", {}).get("cwd")
        loop = asyncio.get_running_loop()
        try:
            content = await loop.run_in_executor(None, mend, content, run.code, deno, folder)
        except Exception:  # what the kernel said is better than nothing
            self.log.exception("An error could not be explained")
        self._publish("error", content, run.parent)

    def _publish(self, kind, content, parent, channel="iopub"):
        """Sends a message to the page as if the kernel had."""
        message = self.session.msg(kind, content=content, parent=parent)
        try:
            if self.subprotocol == V1:
                self.write_message(serialize_msg_to_ws_v1(message, channel, self.session.pack), binary=True)
            else:
                message["channel"] = channel
                self.write_message(json.dumps(message, default=json_default))
        except WebSocketClosedError:
            self.log.debug("The page left before a cell ended")
