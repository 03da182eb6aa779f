import { assert, assertEquals } from "@std/assert";
import { GAP_KINDS, gapKindSchema } from "../../lib/spec/gap.ts";
import { proposeEditPrompt } from "../../lib/spec/prompts/propose_edit.ts";

Deno.test("every kind of gap is told in words of its own to the model that mends it", () => {
  const told = GAP_KINDS.map((kind) =>
    proposeEditPrompt.render({
      spec: "# Be kind {#kind}",
      clauses: [{ id: "kind", title: "Be kind" }],
      kind,
      at: ["kind"],
      topic: null,
      hits: 1,
      total: 2,
      cases: [],
    }).map(({ content }) => content).join("\n")
  );
  assertEquals(new Set(told).size, 4);
  assert(told.every((words) => !words.includes("undefined")));
});

Deno.test("gapKindSchema takes the four kinds and nothing else", () => {
  assertEquals(GAP_KINDS.map((kind) => gapKindSchema.parse(kind)), [...GAP_KINDS]);
  assert(!gapKindSchema.safeParse("Silence").success);
});
