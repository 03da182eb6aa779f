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

Deno.test("notebookProgress() has one display for all stages, updated in place", async () => {
  const { reporter, shown, clock } = watched();
  for (let done = 0; done < 3; done++) {
    reporter.update(progressOf({ done }));
    clock.time += 300;
  }
  reporter.finish(progressOf({ done: 10 }));
  reporter.update(progressOf({ label: "Positions", done: 1 }));
  await reporter.settled();
  assertEquals(shown.map(({ update }) => update), [false, true, true, true, true]);
  assertEquals(new Set(shown.map(({ id }) => id)).size, 1);
  assertEquals(shown.at(-1)!.html.split("<progress").length, 2);
});

Deno.test("notebookProgress() folds finished stages, and keeps those cut short in sight", async () => {
  const { reporter, shown } = watched();
  for (let stage = 0; stage < 20; stage++) {
    reporter.finish(progressOf({ label: `Stage ${stage}`, done: 10 }));
  }
  reporter.finish(progressOf({ label: "Cut short", done: 4 }));
  await reporter.settled();
  const { html } = shown.at(-1)!;
  assert(!html.includes("<progress"));
  const [, folded, open] = /<details[^>]*>(.*)<\/details>(.*)$/s.exec(html)!;
  assert(folded!.includes("20 stages finished, 200 answered"));
  assert(folded!.includes("Stage 19") && !folded!.includes("Cut short"));
  assert(open!.includes("<b>Cut short</b>: 4 of 10"));
});

Deno.test("notebookProgress() does not fold a single stage", async () => {
  const { reporter, shown } = watched();
  reporter.finish(progressOf({ done: 10 }));
  await reporter.settled();
  assert(!shown[0]!.html.includes("<details"));
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
  assertEquals(shown[0]!.text, "Responses: 10 of 10 (10 answered)");
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
