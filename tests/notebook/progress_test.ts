import { assert, assertEquals } from "@std/assert";
import { inKernel, notebookProgress } from "../../lib/notebook/progress.ts";
import type { View } from "../../lib/notebook/view.ts";
import { progressOf } from "./progress_of.ts";

/** A reporter, what it put on the page, and a clock. */
function watched() {
  const shown: { text: string; html: string; id: string; update: boolean }[] = [];
  const clock = { time: 0 };
  const reporter = notebookProgress({
    now: () => clock.time,
    show: (view: View, id, update) => {
      shown.push({ text: view.text, html: view.html, id, update });
      return Promise.resolve();
    },
  });
  return { reporter, shown, clock };
}

Deno.test("notebookProgress() has one display per stage, updated in place", async () => {
  const { reporter, shown, clock } = watched();
  for (let done = 0; done < 3; done++) {
    reporter.update(progressOf({ done }));
    clock.time += 300;
  }
  reporter.finish(progressOf({ done: 10 }));
  reporter.update(progressOf({ label: "Positions", done: 1 }));
  await reporter.settled();
  assertEquals(shown.map(({ update }) => update), [false, true, true, true, false]);
  assertEquals(new Set(shown.slice(0, 4).map(({ id }) => id)).size, 1);
  assert(shown[4]!.id !== shown[0]!.id);
});

Deno.test("notebookProgress() begins a display of its own when a stage is run again", async () => {
  const { reporter, shown } = watched();
  reporter.finish(progressOf({ done: 5 }));
  reporter.finish(progressOf({ done: 10 }));
  await reporter.settled();
  assertEquals(shown.map(({ update }) => update), [false, false]);
});

Deno.test("notebookProgress() changes the page no more often than told, but always shows the end", async () => {
  const { reporter, shown, clock } = watched();
  for (let i = 0; i < 100; i++) {
    reporter.update(progressOf({ done: 1 }));
    clock.time += 10;
  }
  reporter.finish(progressOf({ done: 10 }));
  await reporter.settled();
  assertEquals(shown.length, 5);
  assert(shown.at(-1)!.text.startsWith("Responses: 10 of 10"));
});

Deno.test("notebookProgress() marks what differs from run to run, and only that", async () => {
  const { reporter, shown } = watched();
  reporter.finish(progressOf({ done: 10, usd: 3, elapsed: 99_000 }));
  await reporter.settled();
  const steady = shown[0]!.html.replace(/<span class="fl-volatile">.*?<\/span>/, "");
  assert(steady.includes("10 of 10") && steady.includes("10 answered"));
  assert(!steady.includes("$3") && !steady.includes("1 min"));
});

Deno.test("notebookProgress() shows a note once, escaped", async () => {
  const { reporter, shown } = watched();
  reporter.update(progressOf({ done: 1 }));
  reporter.note("gpt_4_1 fails: <b>");
  reporter.note("gpt_4_1 fails: <b>");
  await reporter.settled();
  assertEquals(shown.length, 2);
  assertEquals(shown[1]!.html.split("gpt_4_1 fails: &lt;b&gt;").length, 2);
});

Deno.test("notebookProgress() goes on when the page cannot be reached", async () => {
  const reporter = notebookProgress({ show: () => Promise.reject(new Error("gone")) });
  reporter.finish(progressOf({ done: 1 }));
  await reporter.settled();
});

Deno.test("inKernel() is false in a test", () => {
  assertEquals(inKernel(), false);
});
