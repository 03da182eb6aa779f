import { assertEquals } from "@std/assert";
import type { Job } from "../../lib/sampling/kernel/layout.ts";
import type { SearchMemory } from "../../lib/sampling/kernel/search_memory.ts";
import type { Leads } from "../../lib/sampling/leads.ts";
import { SearchWidths, type WidthParts } from "../../lib/sampling/search_widths.ts";
import { SearchWork } from "../../lib/sampling/search_work.ts";
import type { WidthChoice } from "../../lib/sampling/width_plan.ts";

/** Widths over leads that offer these choices. */
function widthsOf(
  { width, allowed = true, wholeRows = false, centers = 1, largestWidth = 64 }: {
    width?: number;
    allowed?: boolean;
    wholeRows?: boolean;
    centers?: number;
    largestWidth?: number;
  } = {},
  choices: WidthChoice[] = [
    { width: 0, compared: 1, measured: 1 },
    { width: 16, compared: 0.001, measured: 0.0001 },
  ],
) {
  const job = { width: 0, stride: 128, dimensions: 128, centers, limit: 1_000, count: 2 } as Job;
  const work = new SearchWork(false);
  const asked: number[][] = [];
  const memory = {
    wholeRows,
    largestWidth,
    onDisk: false,
    slots: Uint32Array.of(4, 5),
    squared: Float64Array.of(1, 1, 1, 1, 0, 2),
  } as unknown as SearchMemory;
  const leads = {
    allowed,
    projected: false,
    choices(next: Uint32Array) {
      asked.push([...next]);
      return choices;
    },
    use: (width: number) => Promise.resolve(void (job.width = width)),
  } as unknown as Leads;
  const parts: WidthParts = {
    input: { rows: 1_000, threshold: 0 },
    tuning: width === undefined ? {} : { width },
    memory,
    job,
    leads,
    work,
  };
  return { widths: new SearchWidths(parts), job, work, asked };
}

const left = Uint32Array.of(1, 2, 3);

Deno.test("SearchWidths begins with what it is told, where bounds are allowed", async () => {
  for (const [allowed, used] of [[true, 32], [false, 0]] as const) {
    const { widths, job } = widthsOf({ width: 32, allowed });
    await widths.begin(left);
    assertEquals(job.width, used);
  }
});

Deno.test("SearchWidths begins with whole rows where they fit, and else with what pays", async () => {
  const whole = widthsOf({ wholeRows: true });
  await whole.widths.begin(left);
  assertEquals([whole.job.width, whole.asked.length], [128, 0]);
  const leads = widthsOf();
  await leads.widths.begin(left);
  assertEquals([leads.job.width, leads.work.widths], [16, [0, 16]]);
  // Rows that are looked at next and not chosen yet.
  assertEquals(leads.asked, [[5]]);
  const late = widthsOf({ wholeRows: true, centers: 2_000 });
  await late.widths.begin(left);
  assertEquals(late.asked.length, 1);
});

Deno.test("SearchWidths looks again when the work has grown by a fifth, and not before", async () => {
  const { widths, work, asked } = widthsOf();
  await widths.review(left);
  assertEquals(asked.length, 0);
  work.spent = 2e9;
  work.pairs = 1e9;
  await widths.review(left);
  await widths.review(left);
  assertEquals(asked.length, 1);
  work.spent = 2.3e9;
  await widths.review(left);
  assertEquals(asked.length, 1);
  work.spent = 2.5e9;
  await widths.review(left);
  assertEquals(asked.length, 2);
});

Deno.test("SearchWidths leaves the width alone where it is given, has no room, or is not allowed", async () => {
  for (const over of [{ width: 16 }, { largestWidth: 0 }, { allowed: false }]) {
    const { widths, work, asked } = widthsOf(over);
    work.spent = 1e12;
    await widths.review(left);
    assertEquals(asked, []);
  }
});
