"""Runs one notebook on its kernel and prints the executed notebook and what failed, as JSON.

Usage: execute.py NOTEBOOK FOLDER [CELL_TIMEOUT_SECONDS]

FOLDER is the kernel's working folder. The Deno kernel sends outputs and its `idle` status on ways that race, and
nbclient stops listening at `idle`. Here a message is put to the cell that caused it whenever it comes, and after
`idle` the channel is read on until it has been quiet for a while. Of a cell that the kernel cannot compile it sends no
output; here every cell that failed shows why.
"""

import asyncio
import json
import sys
from queue import Empty

# The project's folder stays as it is.
sys.dont_write_bytecode = True

import nbformat
from cell_errors import mend
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellExecutionComplete,
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)

QUIET_SECONDS = 0.05
LAST_QUIET_SECONDS = 0.5
# A cell may leave something behind that writes for ever; what comes later is still put to its cell.
READ_ON_SECONDS = 10.0


class OutputTooLarge(Exception):
    """The kernel garbles outputs of more than about 4 MB when it sends something else meanwhile."""


class PatientClient(NotebookClient):
    def __init__(self, nb, **options):
        super().__init__(nb, **options)
        self.cells_by_request = {}
        self.running = 0

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        self.cells_by_request[parent_msg_id] = (cell, cell_index)
        self.running = cell_index
        while not await self._take(parent_msg_id, timeout=None):
            pass
        last = cell_index == self.last_code_cell
        await self._read_on(LAST_QUIET_SECONDS if last else QUIET_SECONDS)

    async def _read_on(self, quiet):
        clock = asyncio.get_running_loop().time
        end = clock() + READ_ON_SECONDS
        while clock() < end:
            try:
                await self._take(None, timeout=quiet)
            except Empty:
                return

    async def _take(self, awaited, timeout):
        """Puts the next message where it belongs; true when it says that the awaited request is done."""
        try:
            message = await self.kc.iopub_channel.get_msg(timeout=timeout)
        except ValueError as error:  # the signature does not fit: the kernel mixed two messages up
            raise OutputTooLarge from error
        parent = message["parent_header"].get("msg_id")
        if parent in self.cells_by_request:
            try:
                self.process_message(message, *self.cells_by_request[parent])
            except CellExecutionComplete:
                return parent == awaited
        return False

    async def _check_raise_for_error(self, cell, cell_index, exec_reply):
        content = exec_reply["content"] if exec_reply else {}
        if content.get("status") == "error" and not errors_of(cell):
            parts = {name: content[name] for name in ("ename", "evalue", "traceback")}
            cell.outputs.append(nbformat.v4.new_output("error", **parts))
        deno, folder = self.km.kernel_spec.argv[0], self.resources["metadata"]["path"]
        for output in errors_of(cell):
            output.update(mend(output, cell.source, deno, folder))
        await super()._check_raise_for_error(cell, cell_index, exec_reply)

    @property
    def last_code_cell(self):
        code = [i for i, c in enumerate(self.nb.cells) if c.cell_type == "code" and c.source.strip()]
        return code[-1] if code else -1


def errors_of(cell):
    return [output for output in cell.get("outputs", []) if output.output_type == "error"]


def failure_of(error, client):
    """The failed cell, counted from 0 among all cells, and what it said."""
    index = client.running
    output = next(reversed(errors_of(client.nb.cells[index])), None)
    if isinstance(error, CellTimeoutError):
        message = "took longer than it may"
    elif isinstance(error, DeadKernelError):
        message = "ended the kernel"
    elif isinstance(error, OutputTooLarge):
        message = "showed an output of more than about 4 MB, which the kernel cannot send whole"
    else:
        message = (output.evalue or output.ename) if output else str(error)
    return {
        "cell": index,
        "name": output.ename if output else type(error).__name__,
        "message": message,
        "traceback": list(output.traceback) if output else [],
    }


def main(path, folder, timeout="1800"):
    # Output on the screen is the result alone.
    result_file, sys.stdout = sys.stdout, sys.stderr
    notebook = nbformat.read(path, as_version=4)
    client = PatientClient(
        notebook,
        timeout=int(timeout),
        iopub_timeout=120,
        raise_on_iopub_timeout=True,
        startup_timeout=120,
        kernel_name="deno",
        record_timing=False,
        resources={"metadata": {"path": folder}},
    )
    failure = None
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError, OutputTooLarge, RuntimeError) as error:
        failure = failure_of(error, client)
    json.dump({"notebook": json.loads(nbformat.writes(notebook)), "failure": failure}, result_file)


if __name__ == "__main__":
    main(*sys.argv[1:])
