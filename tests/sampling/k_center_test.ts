import { assert, assertEquals, assertRejects } from "@std/assert";
import { kCenter, kCenterFile, type KCenterProgress } from "../../lib/sampling/k_center.ts";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type KCenterCheckpoint,
} from "../../lib/sampling/k_center_checkpoint.ts";
import { kCenterPlain } from "../../lib/sampling/k_center_plain.ts";
import { clusteredRows } from "../bench/sampling_data.ts";
import { cases } from "./k_center_vectors.ts";

const { rows, dimensions } = clusteredRows(1200, 48, 9);
const expected = kCenterPlain(rows, dimensions, { threshold: 0.3 });

/** Runs with the path of a file that holds the rows behind 8 other bytes. */
async function withFile(run: (path: string) => Promise<void>, numbers = rows) {
  const path = await Deno.makeTempFile();
  try {
    const bytes = new Uint8Array(8 + numbers.byteLength);
    bytes.set(new Uint8Array(numbers.buffer), 8);
    await Deno.writeFile(path, bytes);
    await run(path);
  } finally {
    await Deno.remove(path);
  }
}

for (const { name, embeddings, dimensions, choice, order, radii } of cases) {
  Deno.test(`kCenter() gives the order and radii of the NumPy reference: ${name}`, async () => {
    const result = await kCenter(embeddings, dimensions, choice);
    assertEquals([...result.order], order);
    assertEquals([...result.radii], radii);
  });
}

Deno.test("kCenter() chooses nothing of nothing", async () => {
  const { order, radii } = await kCenter(new Float32Array(), 3);
  assertEquals([order.length, radii.length], [0, 0]);
});

Deno.test("kCenter() rejects rows that are not finite", async () => {
  await assertRejects(() => kCenter(Float32Array.of(1, NaN), 1), RangeError, "row 1");
});

Deno.test("kCenter() rejects rows without unit norm where it is told to", async () => {
  await assertRejects(
    () => kCenter(Float32Array.of(1, 0, 0, 0), 2, { unit: true }),
    RangeError,
    "row 1 to have a direction but found only zeros",
  );
});

Deno.test("kCenter() rejects with the reason of a signal that has aborted", async () => {
  const error = await assertRejects(() =>
    kCenter(new Float32Array(4), 1, { signal: AbortSignal.abort(new Error("enough")) })
  );
  assert(error.message === "enough");
});

Deno.test("kCenter() reports its progress up to the end", async () => {
  const reports: KCenterProgress[] = [];
  const tuning = { workers: 1, batch: 16 };
  await kCenter(rows, dimensions, { threshold: 0.3, tuning, onProgress: (p) => reports.push(p) });
  assertEquals(reports.at(-1), {
    chosen: expected.order.length,
    limit: 1200,
    radius: expected.radii.at(-1)!,
  });
});

Deno.test("kCenter() goes on exactly from where a signal stopped it", async () => {
  const controller = new AbortController();
  let last: KCenterCheckpoint | undefined, calls = 0;
  await assertRejects(
    () =>
      kCenter(rows, dimensions, {
        threshold: 0.3,
        tuning: { workers: 2, batch: 16 },
        signal: controller.signal,
        checkpointEvery: 0,
        onCheckpoint: (checkpoint) => {
          last = checkpoint;
          if (++calls === 20) controller.abort(new Error("stopped"));
        },
      }),
    Error,
    "stopped",
  );
  const kept = decodeCheckpoint(encodeCheckpoint(last!));
  assert(kept.order.length > 1 && kept.order.length < expected.order.length);
  for (const options of [{ threshold: 0.3 }, { threshold: 0.5 }, { k: 30 }, { threshold: 1.1 }]) {
    const result = await kCenter(rows, dimensions, { ...options, resume: kept });
    const whole = kCenterPlain(rows, dimensions, options);
    assertEquals([...result.order], [...whole.order]);
    assertEquals([...result.radii], [...whole.radii]);
  }
});

Deno.test("kCenter() refuses a checkpoint of other rows", async () => {
  let last: KCenterCheckpoint | undefined;
  const options = { k: 100, checkpointEvery: 0, onCheckpoint: (c: KCenterCheckpoint) => last = c };
  await kCenter(rows, dimensions, options);
  const others = rows.slice();
  others[500]! += 0.01;
  await assertRejects(
    () => kCenter(others, dimensions, { resume: last! }),
    RangeError,
    "a checkpoint of the same rows",
  );
});

Deno.test("kCenterFile() chooses as kCenter() does, in memory and from disk", async () => {
  await withFile(async (path) => {
    const file = { path, offset: 8, rows: 1200, dimensions };
    for (const memory of [undefined, 1]) {
      for (const workers of [0, 2]) {
        const tuning = { workers, ...(memory !== undefined && { memory }) };
        const result = await kCenterFile(file, { threshold: 0.3, tuning });
        assertEquals([...result.order], [...expected.order]);
        assertEquals([...result.radii], [...expected.radii]);
      }
    }
  });
});

Deno.test("kCenterFile() names a row that is not finite, in memory and from disk", async () => {
  const bad = rows.slice();
  bad[777 * dimensions + 2] = NaN;
  await withFile(async (path) => {
    const file = { path, offset: 8, rows: 1200, dimensions };
    for (const tuning of [{}, { memory: 1 }, { workers: 0, memory: 1 }]) {
      await assertRejects(() => kCenterFile(file, { tuning }), RangeError, "row 777");
    }
  }, bad);
});

Deno.test("kCenterFile() refuses a file that is too short", async () => {
  await withFile(async (path) => {
    await assertRejects(
      () => kCenterFile({ path, offset: 8, rows: 1201, dimensions }),
      RangeError,
      "Expected 1201 rows",
    );
  });
});
