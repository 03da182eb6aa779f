import { assert, assertEquals } from "@std/assert";
import { serverConfig } from "../../lib/notebook/server_config.ts";
import { findPython } from "../../lib/notebook/python.ts";
import { needsPython } from "./jupyter_here.ts";

const PROGRAM = `
import json, sys
from types import SimpleNamespace
c = SimpleNamespace(ServerApp=SimpleNamespace())
exec(sys.stdin.read())
print(json.dumps([sys.path[-1], c.ServerApp.kernel_websocket_connection_class]))
`;

Deno.test({
  ...needsPython("serverConfig() is Python that finds the folder, whatever it is called"),
  fn: async () => {
    const folder = 'C:\\é "x" 項目\\$';
    const { command } = await findPython();
    const python = new Deno.Command(command, {
      args: ["-I", "-c", PROGRAM],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const writer = python.stdin.getWriter();
    await writer.write(new TextEncoder().encode(serverConfig(folder)));
    await writer.close();
    const { success, stdout } = await python.output();
    assert(success);
    assertEquals(JSON.parse(new TextDecoder().decode(stdout)), [
      folder,
      "lab_outputs.TellingConnection",
    ]);
  },
});
