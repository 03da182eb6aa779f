import { kCenter } from "../sampling/k_center.ts";
import { CURVE_DISTANCES, diversityCurve } from "../sampling/diversity_curve.ts";
import { pairsAtDistances } from "../sampling/near_duplicates.ts";
import { selectSubset } from "../sampling/subsets.ts";
import { openStudy } from "../study/study.ts";
import { openEngine } from "./open_engine.ts";
import type { QueryRow } from "./query_rows.ts";
import type { StudyRun } from "./run_study.ts";

/** Two queries and how far apart their embeddings lie, 0 to 2. */
export interface QueryPair {
  readonly distance: number;
  readonly query: string;
  readonly neighbour: string;
}

/** How a study's queries lie, and what a choice among them is like. */
export interface StudySampling {
  /** How many of the generated queries greedy k-center keeps at each least distance. */
  readonly curve: { readonly distance: number; readonly kept: number }[];
  /** Pairs of queries at each of the distances asked for, to look at before a threshold is set. */
  readonly pairs: readonly QueryPair[];
  /** The most telling queries, in the order of choice: chosen, hence no sample of anything. */
  readonly subset: readonly QueryRow[];
  /** As many queries drawn at random from all with a known disagreement. */
  readonly randomArm: readonly QueryRow[];
  /** Queries of high disagreement, from which the subset was chosen, and all with a known disagreement. */
  readonly eligible: number;
  readonly measured: number;
}

/**
 * Looks at the sampling of a study: its diversity curve, near-duplicates at chosen distances, and the subset of
 * telling queries with a random arm of the same size beside it. Everything comes from the journal.
 *
 * @param run A study that has embeddings.
 * @param folder Its folder.
 * @param options `distances`: where pairs of queries are shown; `each`: pairs per distance.
 * @throws {RangeError} If the study's queries have no embeddings yet.
 *
 * @example
 * ```ts ignore
 * const { curve, subset, randomArm } = await studySampling(run, "out/demo");
 * ```
 */
export async function studySampling(
  run: StudyRun,
  folder: string,
  options: { readonly distances?: readonly number[]; readonly each?: number } = {},
): Promise<StudySampling> {
  const { distances = [0.1, 0.3, 0.6], each = 2 } = options;
  const { config, generated, queryRows } = run;
  const { dimensions } = config.embedder;
  const embeddings = await embeddingsOf(run, folder);
  const whole = await kCenter(embeddings, dimensions, { threshold: 0, unit: true });
  const pairs = pairsAtDistances(embeddings, dimensions, whole, distances, each).flat();
  const rows = new Map(queryRows.map((row) => [row.query, row]));
  const rowsAt = (indices: Iterable<number>) =>
    Array.from(indices, (i) => rows.get(generated[i]!.id)!);
  const subset = await selectSubset(
    embeddings,
    dimensions,
    Float64Array.from(generated, ({ id }) => rows.get(id)?.disagreement ?? NaN),
    {
      minDisagreement: config.highDisagreement,
      threshold: config.subset.threshold,
      ...(config.subset.k === undefined ? {} : { k: config.subset.k }),
      seed: config.seed,
    },
  );
  return {
    curve: diversityCurve(whole.radii, CURVE_DISTANCES),
    pairs: pairs.map(({ row, neighbour, distance }) => ({
      distance,
      query: generated[row]!.text,
      neighbour: generated[neighbour]!.text,
    })),
    subset: rowsAt(subset.rows),
    randomArm: rowsAt(subset.randomArm),
    eligible: subset.eligible,
    measured: subset.measured,
  };
}

async function embeddingsOf(
  { config, generated }: StudyRun,
  folder: string,
): Promise<Float32Array> {
  const { model, dimensions } = config.embedder;
  await using study = await openStudy(folder, { readOnly: true });
  await using opened = await openEngine(study, { offline: true });
  try {
    return await opened.engine.embed(generated.map(({ text }) => text), {
      model,
      dimensions,
      label: "query embeddings",
    });
  } catch (cause) {
    throw new RangeError(
      `Expected embeddings of the ${generated.length} queries but the journal lacks some: run the study to the end`,
      { cause },
    );
  }
}
