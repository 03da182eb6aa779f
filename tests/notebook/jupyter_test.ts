import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { needsPython } from "./jupyter_here.ts";

/** Nothing to install: the environment alone. */
const NOTHING = "# no packages\n";

Deno.test({
  ...needsPython("setUpJupyter() registers the kernel inside, and finds it again without work"),
  fn: async () => {
    const root = await Deno.makeTempDir();
    const folder = `${root}/.venv`;
    const said: string[] = [];
    const options = { requirements: NOTHING, deno: "/opt/deno", say: (s: string) => said.push(s) };
    await setUpJupyter(folder, options);
    assertEquals(said.length, 1);
    const spec = await Deno.readTextFile(`${folder}/share/jupyter/kernels/deno/kernel.json`);
    assertEquals(JSON.parse(spec).argv[0], "/opt/deno");

    await setUpJupyter(folder, options);
    assertEquals(said.length, 1);
    assertEquals((await Array.fromAsync(Deno.readDir(root))).map((e) => e.name), [".venv"]);
    await Deno.remove(root, { recursive: true });
  },
});

Deno.test({
  ...needsPython("setUpJupyter() follows a Deno that moved, without installing again"),
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const said: string[] = [];
    const say = (s: string) => said.push(s);
    await setUpJupyter(folder, { requirements: NOTHING, deno: "/old/deno", say });
    await setUpJupyter(folder, { requirements: NOTHING, deno: "/new/deno", say });
    const spec = await Deno.readTextFile(`${folder}/share/jupyter/kernels/deno/kernel.json`);
    assertEquals(JSON.parse(spec).argv[0], "/new/deno");
    assertEquals(said.length, 1);
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  ...needsPython("setUpJupyter() finishes a set-up that was interrupted"),
  fn: async () => {
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(`${folder}/lock`, "");
    await Deno.writeTextFile(`${folder}/half-written`, "");
    const said: string[] = [];
    await setUpJupyter(folder, { requirements: NOTHING, say: (s) => said.push(s) });
    assertEquals(said.length, 1);
    const names = (await Array.fromAsync(Deno.readDir(folder))).map((e) => e.name);
    assert(names.includes("faultline.json") && !names.includes("half-written"));
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  ...needsPython("setUpJupyter() says in a sentence that the packages could not be fetched"),
  fn: async () => {
    const folder = await Deno.makeTempDir();
    // A requirement that no index can have: the name is not allowed there.
    const requirements = "./no-such-folder-of-packages\n";
    const error = await assertRejects(() => setUpJupyter(folder, { requirements }), InputError);
    assertMatch(error.message, /connect to the network and run again/);
    assert(error.cause instanceof Error && error.cause.message.length > 0);
    assertEquals(
      (await Array.fromAsync(Deno.readDir(folder))).some((e) => e.name === "faultline.json"),
      false,
    );
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test("setUpJupyter() leaves somebody else's environment alone", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/pyvenv.cfg`, "home = /usr/bin\n");
  const error = await assertRejects(() => setUpJupyter(folder), InputError);
  assertMatch(error.message, /found another one/);
  assertEquals(await Deno.readTextFile(`${folder}/pyvenv.cfg`), "home = /usr/bin\n");
  await Deno.remove(folder, { recursive: true });
});
