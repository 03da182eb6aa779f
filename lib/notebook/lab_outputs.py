"""JupyterLab's server on the Deno kernel: every output stands below its cell, and every cell that failed says why.

The kernel sends outputs and the end of a cell on ways that race: a value that comes late would be shown below the next
cell. So the end is passed on once the outputs have been quiet for a while. Of a cell that it cannot compile the kernel
sends no output at all, and other errors tell lines of what was compiled. So errors pass through `cell_errors.mend`, and
where none came, one is shown before the cell ends.

`jupyter_server_config.py` names this class, which takes the place of the server's own.
"""

import asyncio
import json

from cell_errors import mend
from jupyter_client.jsonutil import json_default
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.websocket import WebSocketClosedError

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
    """What one page hears of one kernel."""

    def __init__(self, **options):
        super().__init__(**options)
        self.runs = {}

    def handle_outgoing_message(self, stream, outgoing_msg):
        if not self._keep(stream, outgoing_msg):
            super().handle_outgoing_message(stream, outgoing_msg)

    def on_kernel_restarted(self):
        for run in self.runs.values():
            if not run.ended:
                text = {"ename": "KernelEnded", "evalue": ENDED, "traceback": [ENDED]}
                self._publish(run.parent, text)
        self.runs.clear()
        super().on_kernel_restarted()

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

    async def _show(self, run, content):
        deno = self.kernel_manager.kernel_spec.argv[0]
        folder = getattr(self.kernel_manager, "_launch_args", {}).get("cwd")
        loop = asyncio.get_running_loop()
        try:
            content = await loop.run_in_executor(None, mend, content, run.code, deno, folder)
        except Exception:  # what the kernel said is better than nothing
            self.log.exception("An error could not be explained")
        self._publish(run.parent, content)

    def _publish(self, parent, content):
        """Sends an error to the page as if the kernel had."""
        message = self.session.msg("error", content=content, parent=parent)
        try:
            if self.subprotocol == "v1.kernel.websocket.jupyter.org":
                self.write_message(serialize_msg_to_ws_v1(message, "iopub", self.session.pack), binary=True)
            else:
                message["channel"] = "iopub"
                self.write_message(json.dumps(message, default=json_default))
        except WebSocketClosedError:
            self.log.debug("The page left before an error came")
