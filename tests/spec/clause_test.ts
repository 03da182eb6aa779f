import { assert, assertEquals, assertRejects } from "@std/assert";
import { AUTHORITIES } from "../../lib/spec/clause.ts";
import { readSpec } from "../../lib/spec/read.ts";
import { InputError } from "../../lib/study/input_error.ts";

const SAMPLE = new URL("../../data/sample_spec.md", import.meta.url).pathname;

Deno.test("AUTHORITIES hold every authority of the sample spec, the strongest first", async () => {
  const { clauses } = await readSpec(SAMPLE, { authorities: AUTHORITIES });
  const used = new Set(clauses.flatMap(({ authority }) => authority ?? []));
  assert(used.size > 1);
  assertEquals([AUTHORITIES[0], AUTHORITIES.at(-1)], ["root", "guideline"]);
  const [first] = used;
  const others = AUTHORITIES.filter((authority) => authority !== first);
  await assertRejects(() => readSpec(SAMPLE, { authorities: others }), InputError, first!);
});
