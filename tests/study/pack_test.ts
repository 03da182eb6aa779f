import { assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { constants, zstdCompressSync } from "node:zlib";
import type { Call } from "../../lib/study/call.ts";
import { pack, unpack } from "../../lib/study/pack.ts";
import { roleOf, withRole } from "../../lib/study/role.ts";
import { sampleCall } from "./samples.ts";

/** A record as journals before version 3 have it. */
function packBefore(call: Call, body: string): Uint8Array {
  const plain = new TextEncoder().encode(
    JSON.stringify([call.sample, call.parameters.seed ?? null, call.messages, body]),
  );
  if (plain.length < 512) return Uint8Array.of(0, ...plain);
  const params = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 };
  return Uint8Array.of(1, ...zstdCompressSync(plain, { params }));
}

const anyCall = fc.record({
  content: fc.string({ unit: "binary", maxLength: 100 }),
  sample: fc.nat(9),
  seed: fc.option(fc.integer()),
}).map(({ content, sample, seed }) =>
  sampleCall(1, {
    messages: [{ role: "user", content }],
    sample,
    parameters: { temperature: 1, ...(seed === null ? {} : { seed }) },
  })
);
/** Bodies that are stored as they are, compressed, and compressed to almost nothing. */
const anyBody = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: "grapheme", minLength: 500, maxLength: 3_000 }),
  fc.nat(3_000).map((length) => "x".repeat(length)),
);

for (const [name, write] of Object.entries({ pack, packBefore })) {
  Deno.test(`unpack() gives back what ${name}() took, whatever its length and letters`, () => {
    fc.assert(
      fc.property(anyCall, anyBody, (call, body) => {
        const packed = unpack(write(call, body));
        assertEquals(packed.body, body);
        assertEquals(withRole(roleOf(call), packed), call);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  Deno.test(`unpack() refuses what ${name}() wrote, cut anywhere or with bytes behind it`, () => {
    fc.assert(
      fc.property(
        anyCall,
        anyBody,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (call, body, at) => {
          const bytes = write(call, body);
          assertThrows(() => unpack(bytes.subarray(0, Math.floor(at * (bytes.length - 1)))));
          assertThrows(() => unpack(Uint8Array.of(...bytes, 0)));
        },
      ),
      { seed: 2, numRuns: 300 },
    );
    const whole = write(sampleCall(1), Array.from({ length: 400 }, (_, i) => i * i).join(" "));
    for (let end = 0; end < whole.length; end++) {
      assertThrows(() => unpack(whole.subarray(0, end)), Error, "", `cut to ${end}`);
    }
  });
}

Deno.test("unpack() refuses a record with any one bit turned", () => {
  for (const body of ["short", Array.from({ length: 300 }, (_, i) => i * i % 977).join(" ")]) {
    const bytes = pack(sampleCall(1), body);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      assertThrows(() => unpack(damaged), Error, "", `bit ${bit}`);
    }
  }
});

Deno.test("unpack() refuses a record with any bytes changed", () => {
  fc.assert(
    fc.property(
      anyCall,
      anyBody,
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1 }),
      (call, body, changes) => {
        const bytes = pack(call, body);
        const damaged = bytes.slice();
        for (const [at, by] of changes) damaged[at % bytes.length]! ^= by;
        // Two changes of one byte may undo each other.
        fc.pre(damaged.some((byte, i) => byte !== bytes[i]));
        assertThrows(() => unpack(damaged));
      },
    ),
    { seed: 3, numRuns: 1_000 },
  );
});

Deno.test("unpack() refuses a compressed record of a journal before version 3 whose checksum was cut off", () => {
  const bytes = packBefore(sampleCall(1), "Is honesty always kind? ".repeat(100));
  for (let cut = 1; cut <= 4; cut++) {
    assertThrows(
      () => unpack(bytes.subarray(0, bytes.length - cut)),
      SyntaxError,
      "a whole compressed record",
    );
  }
});

Deno.test("pack() makes long texts smaller, and adds 9 bytes to short ones", () => {
  const body = "Is honesty always kind? ".repeat(200);
  assertLess(pack(sampleCall(1), body).length, body.length / 10);
  assertEquals(pack(sampleCall(1), "").length, packBefore(sampleCall(1), "").length - 1 + 9);
});
