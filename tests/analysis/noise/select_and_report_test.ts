import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { selectAndReport, type TwoDraws } from "../../../lib/analysis/noise/select_and_report.ts";
import { Random } from "../../../lib/study/random.ts";

function draws(queries: number, noise: number): (TwoDraws & { truth: number })[] {
  const random = new Random("two draws", noise);
  return Array.from({ length: queries }, (_, q) => {
    const truth = 1 + 0.4 * random.normal();
    const draw = () => truth + noise * random.normal();
    return { query: `q${q}`, pair: `p${Math.floor(q / 3)}`, truth, first: draw(), second: draw() };
  });
}

Deno.test("selectAndReport() reports the truth of the selected, which their own draw overstates", () => {
  const rows = draws(6000, 0.4);
  const report = selectAndReport(rows);
  const selected = rows.filter((row) => row.first >= 1.5);
  const truth = selected.reduce((sum, row) => sum + row.truth, 0) / selected.length;
  assertAlmostEquals(report.onReport.estimate, truth, 3 * report.onReport.standardError);
  assert(report.overstated.low > 0.2, `overstated by ${report.overstated.estimate}`);
  assert(report.stillAbove.estimate < 0.5);
  assertEquals([report.selected, report.of], [selected.length, 6000]);
});

Deno.test("selectAndReport() finds nothing overstated without noise", () => {
  const report = selectAndReport(draws(500, 0));
  assertEquals([report.overstated.estimate, report.stillAbove.estimate], [0, 1]);
});

Deno.test("selectAndReport() takes another threshold, and may select nothing", () => {
  const report = selectAndReport(draws(50, 0.1), { threshold: 9 });
  assertEquals([report.selected, report.onReport.estimate, report.stillAbove.n], [0, NaN, 0]);
});
