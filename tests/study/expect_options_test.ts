import { assertEquals, assertThrows } from "@std/assert";
import { expectOptions } from "../../lib/study/expect_options.ts";
import { outliersFigure } from "../../lib/figures/outliers.ts";
import { showOutliers } from "../../lib/notebook/show_outliers.ts";
import { showResponses } from "../../lib/notebook/show_responses.ts";
import { showTable } from "../../lib/notebook/show_table.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { toTable } from "../../lib/analysis/table.ts";

const KNOWN = { rows: true, title: true } as const;

Deno.test("expectOptions() takes what is known, in any part, also where it is undefined", () => {
  assertEquals(expectOptions({}, KNOWN as never, "f"), undefined);
  expectOptions({ rows: undefined, title: "a" }, KNOWN, "f");
});

Deno.test("expectOptions() names what is unknown, and what was meant where something is near", () => {
  assertThrows(
    () => expectOptions({ row: 1 } as never, KNOWN as never, "f"),
    TypeError,
    'Expected only options that f has (rows, title) but found "row": is rows meant?',
  );
  assertThrows(
    () => expectOptions({ toString: 1 } as never, KNOWN as never, "f"),
    TypeError,
    'but found "toString"',
  );
});

Deno.test("what notebooks call refuses an option that it has not", () => {
  const count = { model: "m", rate: 0, low: 0, high: 0, outliers: 0, assessed: 1, provider: "p" };
  const calls: (readonly [() => unknown, string])[] = [
    [() => simulatedConfig("x", { pair: 3 } as never), "is pairs meant?"],
    [() => showTable(toTable([{ a: 1 }]), { row: 3 } as never), "is rows meant?"],
    [() => showOutliers({ flags: [], scenarios: [] }, { mosts: 3 } as never), "is most meant?"],
    [() => showResponses([], { position: [] } as never), "is positions meant?"],
    [() => outliersFigure([count] as never, { publishd: true } as never), "is published meant?"],
  ];
  for (const [call, words] of calls) assertThrows(call, TypeError, words);
});
