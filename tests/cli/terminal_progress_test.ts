import { assert, assertEquals } from "@std/assert";
import { terminalProgress } from "../../lib/cli/terminal_progress.ts";
import { countOutcomes } from "../../lib/study/outcome.ts";
import { progressOf } from "../notebook/progress_of.ts";

/** A reporter on a terminal of so many columns (or on a file), what was written, and a clock. */
function watched(terminal: boolean, columns = 80) {
  const clock = { time: 0 };
  const written: string[] = [];
  const reporter = terminalProgress({
    write: (text) => void written.push(text),
    terminal,
    columns: () => columns,
    now: () => clock.time,
  });
  return { reporter, written, clock };
}

Deno.test("terminalProgress() rewrites one line on a terminal, and ends it", () => {
  const { reporter, written } = watched(true);
  reporter.update(progressOf({ done: 1 }));
  reporter.update(progressOf({ done: 5 }));
  reporter.finish(progressOf({ done: 10, elapsed: 2000 }));
  assertEquals(
    written.join(""),
    [
      "Responses [##..................] 1 of 10 (1 answered), $0.00",
      "\r\u001b[2KResponses [##########..........] 5 of 10 (5 answered), $0.00",
      "\r\u001b[2KResponses [####################] 10 of 10 (10 answered), $0.00, in 2.0 s\n",
    ].join(""),
  );
});

Deno.test("terminalProgress() never writes a line that the terminal would break", () => {
  const { reporter, written } = watched(true, 20);
  reporter.update(progressOf({ done: 5 }));
  assertEquals(written[0]!.length, 19);
});

Deno.test("terminalProgress() leaves out the bar, then the outcomes, where the terminal is narrow", () => {
  const at = (columns: number) => {
    const { reporter, written } = watched(true, columns);
    reporter.update(progressOf({ done: 5 }));
    return written[0];
  };
  const whole = "Responses [##########..........] 5 of 10 (5 answered), $0.00";
  assertEquals(at(whole.length + 1), whole);
  assertEquals(at(whole.length), "Responses 5 of 10 (5 answered), $0.00");
  assertEquals(at(30), "Responses 5 of 10, $0.00");
});

Deno.test("terminalProgress() does not count as done what a stop left", () => {
  const { reporter, written } = watched(false);
  const outcomes = countOutcomes(["answered", "answered", "not_run", "not_run", "not_run"]);
  reporter.finish(progressOf({ done: 5, total: 5, outcomes }));
  assertEquals(
    written[0],
    "Responses [########............] 2 of 5 (2 answered, 3 not_run), $0.00, in 0.0 s\n",
  );
});

Deno.test("terminalProgress() adds a plain line now and then where the output goes to a file", () => {
  const { reporter, written, clock } = watched(false);
  for (let i = 0; i < 250; i++) {
    reporter.update(progressOf({ done: 1 }));
    clock.time += 100;
  }
  reporter.finish(progressOf({ done: 10 }));
  assertEquals(written.length, 3);
  assert(written.every((line) => line.endsWith("\n") && !line.includes("\u001b")));
});

Deno.test("terminalProgress() tells a note once, above the line, its control characters shown", () => {
  const { reporter, written } = watched(true);
  reporter.update(progressOf({ done: 1 }));
  reporter.note("A model fails: \u001b[2J");
  reporter.note("A model fails: \u001b[2J");
  assertEquals(written.slice(1), ["\r\u001b[2K", "A model fails: ⟨U+001B⟩[2J\n"]);
});

Deno.test("terminalProgress() says nothing of a stage that had nothing to do", () => {
  const { reporter, written } = watched(true);
  reporter.finish(progressOf({ done: 0, total: 0 }));
  assertEquals(written, []);
});
