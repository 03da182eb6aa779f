import { assert, assertEquals } from "@std/assert";
import { ResponseRows } from "../../lib/scoring/response_rows.ts";
import { VerdictRows } from "../../lib/scoring/verdict_rows.ts";
import { keyOf } from "../generation/fake_engine.ts";
import { response } from "./fixtures.ts";

const clause = (id: string) => ({ id, exists: true, quote: null, quoteFound: null });

Deno.test("VerdictRows has a verdict per response and judge, equal lists of clauses kept once", () => {
  const responses = ResponseRows.from([
    response("a"),
    response("b", { query: "s2/neutral" }),
    response("c", { outcome: "truncated" }),
  ]);
  const rows = new VerdictRows(responses, ["j", "k"], ["p1", "p2"]);
  assertEquals(rows.map((v) => v.outcome), [
    ...Array(4).fill("not_run"),
    ...Array(2).fill("truncated"),
  ]);
  const decided = (n: number) => ({
    key: keyOf(n),
    decision: "ambiguous" as const,
    clauses: [clause("lies"), clause("care")],
  });
  rows.end(0, "answered", decided(0));
  rows.end(3, "answered", decided(3));
  rows.end(1, "unparseable", null);
  assertEquals(rows.at(3), {
    query: "s2/neutral",
    pair: "p2",
    model: "b",
    sample: 0,
    judge: "k",
    outcome: "answered",
    decision: "ambiguous",
    reasoning: null,
    clauses: [clause("lies"), clause("care")],
  });
  assert(rows.at(0)!.clauses === rows.at(3)!.clauses);
  assertEquals([rows.at(1)!.outcome, rows.at(1)!.decision, rows.at(1)!.clauses], [
    "unparseable",
    null,
    [],
  ]);
  assertEquals([rows.key(0), rows.key(1)], [keyOf(0), null]);
});
