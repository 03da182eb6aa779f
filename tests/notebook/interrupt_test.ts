import { assert, assertEquals } from "@std/assert";
import { InterruptError, onInterrupt } from "../../lib/notebook/interrupt.ts";

/** Listeners that a test calls itself. */
function signals() {
  const listeners = new Set<() => void>();
  return {
    listeners,
    how: {
      add: (l: () => void) => void listeners.add(l),
      remove: (l: () => void) => void listeners.delete(l),
    },
  };
}

Deno.test("onInterrupt() aborts with a sentence that says what is kept", () => {
  const { listeners, how } = signals();
  using interrupt = onInterrupt(how);
  assert(!interrupt.signal.aborted);
  listeners.forEach((listener) => listener());
  assert(interrupt.signal.reason instanceof InterruptError);
  assert(interrupt.signal.reason.message.includes("running the cell again continues"));
});

Deno.test("onInterrupt() listens no longer when it is disposed of", () => {
  const { listeners, how } = signals();
  {
    using _interrupt = onInterrupt(how);
    assertEquals(listeners.size, 1);
  }
  assertEquals(listeners.size, 0);
});

Deno.test({
  name: "onInterrupt() keeps a process that is interrupted",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const module = new URL("../../lib/notebook/interrupt.ts", import.meta.url).href;
    const program = `
      import { onInterrupt } from "${module}";
      using interrupt = onInterrupt();
      const waiting = setTimeout(() => {}, 10_000);
      console.log("ready");
      interrupt.signal.addEventListener("abort", () => { console.log("kept"); clearTimeout(waiting); });
      await new Promise((done) => interrupt.signal.addEventListener("abort", done));
      Deno.exit(0);`;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["eval", program],
      stdout: "piped",
    }).spawn();
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    assertEquals((await reader.read()).value?.trim(), "ready");
    child.kill("SIGINT");
    assertEquals((await reader.read()).value?.trim(), "kept");
    await reader.cancel();
    assertEquals((await child.status).code, 0);
  },
});
