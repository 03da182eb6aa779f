import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { constants, zstdCompressSync } from "node:zlib";
import { frameEnd } from "../../lib/study/zstd_frame.ts";

const compress = (bytes: Uint8Array, level = 1) =>
  zstdCompressSync(bytes, {
    params: { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 },
  });

Deno.test("frameEnd() finds the end of a frame of any size, also with bytes behind it", () => {
  const contents = fc.oneof(
    fc.uint8Array({ maxLength: 3_000 }),
    // Frames of one repeated byte, and of several blocks (of at most 128 KiB).
    fc.record({ length: fc.nat(400_000), byte: fc.nat(255) })
      .map(({ length, byte }) => new Uint8Array(length).fill(byte)),
    fc.record({ length: fc.integer({ min: 130_000, max: 300_000 }), by: fc.nat(1e6) })
      .map(({ length, by }) => Uint8Array.from({ length }, (_, i) => (i * i * (by + 1)) >> 7)),
  );
  fc.assert(
    fc.property(contents, fc.constantFrom(1, 3, 9), fc.nat(5), (content, level, more) => {
      const frame = compress(content, level);
      assertEquals(frameEnd(frame), frame.length);
      assertEquals(
        frameEnd(Uint8Array.of(...frame.subarray(0, 2_000_000), ...Array(more).fill(0))),
        frame.length,
      );
    }),
    { seed: 1, numRuns: 60 },
  );
});

Deno.test("frameEnd() is null for every cut frame, one without a checksum, and other bytes", () => {
  const frame = compress(Uint8Array.from({ length: 2_000 }, (_, i) => i * i));
  for (let end = 0; end < frame.length; end++) assertEquals(frameEnd(frame.subarray(0, end)), null);
  assertEquals(frameEnd(zstdCompressSync("no checksum")), null);
  assertEquals(frameEnd(new TextEncoder().encode('{"not": "a frame"}')), null);
});
