import { assertEquals, assertThrows } from "@std/assert";
import { pack } from "../../lib/study/pack.ts";
import { roleOf } from "../../lib/study/role.ts";
import { toCompletion, toFailure, toVector, toVectorBytes } from "../../lib/study/stored_rows.ts";
import { toStored } from "../../lib/study/stored_text.ts";
import { sampleCompletion, sampleFailure } from "./samples.ts";

const completion = sampleCompletion(1, { attempts: 3, requestId: null });
const row = {
  id: 1,
  hex: completion.key,
  role: 1,
  status: completion.status,
  request_id: null,
  source: completion.source,
  started_at: completion.startedAt,
  ended_at: completion.endedAt,
  attempts: 3,
  content: pack(completion.call, completion.body),
};

Deno.test("toCompletion() reads a row, and refuses one whose content is damaged", () => {
  const role = roleOf(completion.call);
  assertEquals(toCompletion(row, role), completion);
  assertThrows(() => toCompletion({ ...row, content: row.content.subarray(0, -1) }, role));
});

Deno.test("toFailure() reads a row of either store, with any message", () => {
  const failure = sampleFailure(1, { message: "a\0b", final: true, status: null });
  const { key, call, kind, at, attempts } = failure;
  const columns = { hex: key, role: 1, kind, status: null, at, attempts, content: pack(call, "") };
  for (const final of [1, true]) {
    assertEquals(
      toFailure({ ...columns, message: toStored("a\0b"), final }, roleOf(call)),
      failure,
    );
  }
});

Deno.test("toVector() gives back the numbers of toVectorBytes(), also from a place that is not aligned", () => {
  const vector = Float32Array.of(0.1, -0, 1e-30).subarray(1);
  const bytes = toVectorBytes(vector);
  assertEquals(bytes.length, 8);
  const shifted = new Uint8Array(9);
  shifted.set(bytes, 1);
  for (const at of [bytes, shifted.subarray(1)]) assertEquals([...toVector(at)], [...vector]);
});
