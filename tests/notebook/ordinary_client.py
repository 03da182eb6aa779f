"""Starts the kernel `deno` as an editor does that has only JUPYTER_PATH to go by, and prints what cells show, as JSON.

Usage: ordinary_client.py FOLDER CELL...

FOLDER is the kernel's working folder.
"""

import json
import os
import sys

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

folder, cells = sys.argv[1], sys.argv[2:]
# Nothing but this path is searched: neither the environment of this Python nor the user's own folders.
specs = KernelSpecManager(
    kernel_dirs=[os.path.join(path, "kernels") for path in os.environ["JUPYTER_PATH"].split(os.pathsep)],
    ensure_native_kernel=False,
)
found = specs.find_kernel_specs()
manager = KernelManager(kernel_name="deno", kernel_spec_manager=specs)
manager.start_kernel(cwd=folder)
client = manager.client()
client.start_channels()
shown = []
try:
    client.wait_for_ready(timeout=60)
    for cell in cells:
        bundles = []

        def keep(message):
            content = message["content"]
            if message["msg_type"] in ("execute_result", "display_data"):
                bundles.append(content["data"])
            if message["msg_type"] == "error":
                bundles.append({"error": content["evalue"]})

        client.execute_interactive(cell, output_hook=keep, timeout=60)
        # The Deno kernel's outputs may come after its idle status.
        while not bundles:
            keep(client.get_iopub_msg(timeout=10))
        shown.append(bundles)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
json.dump({"specs": sorted(found), "shown": shown}, sys.stdout)
