import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { pack, roleKey, roleOf, unpack, withRole } from "../../lib/study/pack.ts";
import { sampleCall } from "./samples.ts";

Deno.test("unpack() gives back what pack() took, whatever its length and letters", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 2000 }),
      fc.string({ maxLength: 100 }),
      fc.nat(9),
      fc.option(fc.integer()),
      (body, content, sample, seed) => {
        const call = sampleCall(1, {
          messages: [{ role: "user", content }],
          sample,
          parameters: { temperature: 1, ...(seed === null ? {} : { seed }) },
        });
        const packed = unpack(pack(call, body));
        assertEquals(packed.body, body);
        assertEquals(withRole(roleOf(call), packed), call);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("pack() makes long texts smaller", () => {
  const body = "Is honesty always kind? ".repeat(200);
  assertLess(pack(sampleCall(1), body).length, body.length / 10);
});

Deno.test("unpack() refuses bytes of which any is damaged, and those that are cut", () => {
  const bytes = pack(sampleCall(1), Array.from({ length: 500 }, (_, i) => i * i % 977).join(" "));
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice();
    damaged[at]! ^= 0xff;
    assertThrows(() => unpack(damaged));
  }
  assertThrows(() => unpack(bytes.subarray(0, bytes.length - 5)));
});

Deno.test("calls that differ by seed, sample and messages alone share a role", () => {
  const one = roleOf(sampleCall(1, { parameters: { temperature: 1, seed: 1 } }));
  const two = roleOf(sampleCall(2, { parameters: { seed: 2, temperature: 1 }, sample: 3 }));
  assertEquals(roleKey(one), roleKey(two));
  assert(roleKey(one) !== roleKey(roleOf(sampleCall(1, { parameters: { temperature: 0 } }))));
});
