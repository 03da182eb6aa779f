import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { FETCHED_FOLDER, remoteCode, remoteFrom } from "../../lib/cli/remote_arguments.ts";
import { RemoteError } from "../../lib/published/remote_error.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("remoteFrom() takes the token of the environment, and none that is empty", () => {
  const before = Deno.env.get("HF_TOKEN");
  try {
    Deno.env.set("HF_TOKEN", "secret");
    assertEquals(remoteFrom({ host: undefined }, false), {
      cache: FETCHED_FOLDER,
      token: "secret",
    });
    Deno.env.set("HF_TOKEN", "");
    assertEquals(remoteFrom({ cache: "c" }, false), { cache: "c" });
  } finally {
    if (before === undefined) Deno.env.delete("HF_TOKEN");
    else Deno.env.set("HF_TOKEN", before);
  }
});

Deno.test("remoteFrom() refuses what does not go with local data", () => {
  assertThrows(() => remoteFrom({ revision: "main" }, true), InputError, "--revision: Expected it");
  remoteFrom({}, true);
});

Deno.test("remoteCode() tells a host's refusal with code 1 and a stop with 130; other errors are thrown on", async () => {
  const said: string[] = [];
  const err = (line: string) => void said.push(line);
  const stop = new AbortController();
  const code = (error: Error, remote = true) =>
    remoteCode(() => Promise.reject(error), { remote, signal: stop.signal, err });
  assertEquals(
    await remoteCode(() => Promise.resolve(7), { remote: true, signal: stop.signal, err }),
    7,
  );
  assertEquals(await code(new RemoteError("Expected an answer")), 1);
  await assertRejects(() => code(new InputError("bad")), InputError, "bad");
  stop.abort();
  assertEquals([await code(new Error("x")), await code(new Error("x"), false)], [130, 130]);
  assertEquals(said, [
    "Expected an answer. What was fetched is kept; run it again to go on. --data reads a local copy, --host a mirror.",
    "Stopped. What was fetched is kept; run it again to go on.",
    "Stopped.",
  ]);
});
