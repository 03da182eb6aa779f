import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { kCenterInput } from "../../lib/sampling/k_center_input.ts";
import { kCenterPlain } from "../../lib/sampling/k_center_plain.ts";
import type { KCenterTuning, KCenterWork } from "../../lib/sampling/k_center_reports.ts";
import { searchKCenter } from "../../lib/sampling/k_center_search.ts";
import { benchWeights, clusteredRows, isotropicRows } from "../bench/sampling_data.ts";
import { cases } from "./k_center_vectors.ts";

const tunings: KCenterTuning[] = [];
for (const batch of [1, 7, 2048]) {
  for (const simd of ["relaxed", "plain"] as const) {
    tunings.push({ workers: 0, batch, simd }, { workers: 0, batch, simd, width: 0 });
    tunings.push({ workers: 0, batch, simd, width: 4, depth: 4 });
  }
}
tunings.push({ workers: 2, batch: 7 }, { workers: 3, batch: 5, width: 4, depth: 4 });

for (const { name, embeddings, dimensions, choice, order, radii } of cases) {
  Deno.test(`searchKCenter() gives the order and radii of the NumPy reference in every tuning: ${name}`, async () => {
    const input = kCenterInput(embeddings.length / dimensions, dimensions, choice);
    for (const tuning of tunings) {
      const result = await searchKCenter(embeddings, input, tuning);
      assertEquals([...result.order], order, JSON.stringify(tuning));
      assertEquals([...result.radii], radii, JSON.stringify(tuning));
    }
  });
}

/** Rows with many ties, duplicates and distances that float32 cannot tell apart. */
const adversarial = fc.record({
  dimensions: fc.integer({ min: 1, max: 20 }),
  rows: fc.integer({ min: 1, max: 90 }),
  seed: fc.integer(),
  kind: fc.constantFrom("grid", "near ties", "duplicates", "wide", "far from zero"),
  weights: fc.constantFrom("none", "equal", "few", "some zero"),
  k: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  threshold: fc.constantFrom(0, 0, 1e-6, 0.5, 1),
  batch: fc.integer({ min: 1, max: 40 }),
  width: fc.constantFrom(undefined, 0, 4, 8),
});

Deno.test("searchKCenter() chooses as the plain loop does on adversarial rows", async () => {
  await fc.assert(
    fc.asyncProperty(
      adversarial,
      async ({ dimensions, rows, seed, kind, weights, k, threshold, batch, width }) => {
        let state = seed | 1;
        const random = () => {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          return (state >>> 8) / 2 ** 24;
        };
        const embeddings = Float32Array.from({ length: rows * dimensions }, () => {
          switch (kind) {
            case "grid":
              return Math.floor(random() * 3);
            case "near ties":
              return Math.floor(random() * 3) + Math.floor(random() * 3) * 2 ** -22;
            case "duplicates":
              return Math.floor(random() * 2);
            case "wide":
              return (random() - 0.5) * 10 ** Math.floor(random() * 12 - 6);
            default:
              return 1000 + random() * 1e-3;
          }
        });
        const weight = {
          none: undefined,
          equal: () => 0.7,
          few: () => Math.ceil(random() * 3) / 3,
          "some zero": () => random() < 0.4 ? 0 : random(),
        }[weights];
        const choice = {
          threshold,
          ...(k !== undefined && { k }),
          ...(weight && { weights: Float64Array.from({ length: rows }, weight) }),
        };
        const expected = kCenterPlain(embeddings, dimensions, choice);
        const stride = Math.ceil(dimensions / 4) * 4;
        const used = width === undefined ? undefined : Math.min(width, stride);
        const found = await searchKCenter(embeddings, kCenterInput(rows, dimensions, choice), {
          workers: 0,
          batch,
          ...(used !== undefined && { width: used, depth: stride }),
        });
        assertEquals([...found.order], [...expected.order]);
        assertEquals([...found.radii], [...expected.radii]);
      },
    ),
    { numRuns: 400, seed: 7 },
  );
});

const kinds = {
  clustered: clusteredRows(1500, 96, 3),
  isotropic: isotropicRows(1200, 60, 4),
};
for (const [kind, { rows, dimensions }] of Object.entries(kinds)) {
  for (const width of [undefined, 0, 16, 32, Math.ceil(dimensions / 4) * 4]) {
    for (const weighted of [false, true]) {
      Deno.test(
        `searchKCenter() chooses as the plain loop does on ${kind} rows: width ${width}, ${
          weighted ? "weighted" : "unweighted"
        }`,
        async () => {
          const count = rows.length / dimensions;
          const choice = {
            threshold: 0.45,
            k: 700,
            ...(weighted && { weights: benchWeights(count, 5) }),
          };
          const expected = kCenterPlain(rows, dimensions, choice);
          let work: KCenterWork | undefined;
          const found = await searchKCenter(
            rows,
            kCenterInput(count, dimensions, choice),
            width === undefined ? { workers: 2 } : { workers: 0, width },
            { onWork: (w) => work = w },
          );
          assertEquals([...found.order], [...expected.order]);
          assertEquals([...found.radii], [...expected.radii]);
          // Laziness pays: the plain loop looks at every pair of a row and a chosen row.
          assert(work!.pairs < count * found.order.length);
        },
      );
    }
  }
}

Deno.test("searchKCenter() leaves no row farther than the last radius, and radii never rise", async () => {
  const { rows, dimensions } = kinds.clustered;
  const count = rows.length / dimensions;
  const { order, radii } = await searchKCenter(
    rows,
    kCenterInput(count, dimensions, { threshold: 0.5 }),
    { workers: 0 },
  );
  assert(radii.every((radius, i) => radius > 0.5 && (i === 0 || radius <= radii[i - 1]!)));
  for (let row = 0; row < count; row++) {
    const nearest = order.reduce((least, center) => {
      let sum = 0;
      for (let j = 0; j < dimensions; j++) {
        sum += (rows[row * dimensions + j]! - rows[center * dimensions + j]!) ** 2;
      }
      return Math.min(least, Math.sqrt(sum));
    }, Infinity);
    assert(nearest <= 0.5);
  }
});
