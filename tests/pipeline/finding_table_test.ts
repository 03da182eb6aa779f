import { assertEquals } from "@std/assert";
import { findingTable } from "../../lib/pipeline/finding_table.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("findingTable() has a row per gap, in their order, each with its interval and number of cases", async () => {
  const { run } = await simulatedRun();
  const { diagnosis } = run.compliance!;
  const rows = findingTable(diagnosis).objects() as Record<string, unknown>[];
  assertEquals(rows.length, diagnosis.findings.length);
  for (const [i, finding] of diagnosis.findings.entries()) {
    const row = rows[i]!;
    assertEquals(row.kind, finding.kind);
    assertEquals(row.clauses, finding.clauses.map((id) => `#${id}`).join(", "));
    assertEquals(
      [row.shows_in, row.low, row.high, row.usual, row.cases, row.queries],
      [
        finding.score.estimate,
        finding.score.low,
        finding.score.high,
        finding.baseline,
        finding.score.n,
        finding.queries.length,
      ],
    );
  }
});

Deno.test("findingTable() keeps its columns without a gap", () => {
  const none = findingTable({
    ...{ findings: [], tested: 0 },
    ...{ answered: 0, unanswered: 0, unknownClauses: 0 },
  });
  assertEquals(none.numRows(), 0);
  assertEquals(none.columnNames().slice(0, 3), ["kind", "clauses", "topic"]);
});
