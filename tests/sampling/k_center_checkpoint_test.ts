import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  fingerprintOf,
} from "../../lib/sampling/k_center_checkpoint.ts";
import { kCenterInput } from "../../lib/sampling/k_center_input.ts";

const checkpoint = {
  fingerprint: "ab".repeat(32),
  order: Uint32Array.of(2, 0),
  radii: Float64Array.of(1.5),
  squared: Float64Array.of(0, 0.25, 0),
  seen: Uint32Array.of(2, 1, 1),
};

Deno.test("decodeCheckpoint() reads what encodeCheckpoint() wrote", () => {
  assertEquals(decodeCheckpoint(encodeCheckpoint(checkpoint)), checkpoint);
});

Deno.test("decodeCheckpoint() refuses bytes that are torn or others", () => {
  const bytes = encodeCheckpoint(checkpoint);
  for (const part of [bytes.slice(0, -1), bytes.slice(0, 20), new Uint8Array(200)]) {
    assertThrows(() => decodeCheckpoint(part), SyntaxError, "a whole checkpoint");
  }
});

Deno.test("fingerprintOf() tells rows, weights and first rows apart", async () => {
  const distances = Float64Array.of(0, 1, 2);
  const base = await fingerprintOf(kCenterInput(3, 2), distances);
  assertEquals(base, await fingerprintOf(kCenterInput(3, 2, { k: 2, threshold: 1 }), distances));
  for (
    const [input, squared] of [
      [kCenterInput(3, 2), Float64Array.of(0, 1, 3)],
      [kCenterInput(3, 2, { first: 1 }), distances],
      [kCenterInput(3, 2, { weights: Float64Array.of(1, 1, 1) }), distances],
    ] as const
  ) {
    assertNotEquals(base, await fingerprintOf(input, squared));
  }
});
