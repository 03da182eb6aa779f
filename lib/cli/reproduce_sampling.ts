import type { NoiseFloorStep } from "../analysis/noise/noise_floor_rows.ts";
import { toTable } from "../analysis/table.ts";
import { diversityCurveFigure, type DiversityRow } from "../figures/diversity_curve.ts";
import { noiseFloorFigure } from "../figures/noise_floor.ts";
import { studyNoise } from "../pipeline/study_noise.ts";
import { embeddingKey } from "../querying/embedding.ts";
import { CURVE_DISTANCES, diversityCurve } from "../sampling/diversity_curve.ts";
import { kCenter } from "../sampling/k_center.ts";
import { InputError } from "../study/input_error.ts";
import { JournalError } from "../study/journal_error.ts";
import { openStudy, readStudyConfig } from "../study/study.ts";
import type { ReproduceInput, Step } from "./reproduce_step.ts";
import { hasStudyTables, readStudyTable } from "./reproduce_study_table.ts";

/** What a study knows of itself beyond a table of positions. */
export interface StudySamplingRows {
  readonly simulated: boolean;
  /** Its disagreement as seen, of noise alone, and without noise; null where nothing is repeated. */
  readonly noise: readonly NoiseFloorStep[] | null;
  /** How many queries remain at each least distance; null where the journal lacks embeddings. */
  readonly curve: readonly DiversityRow[] | null;
}

/**
 * Reads the judgings of a study's exported tables, and from its journal the embeddings of its queries.
 *
 * @returns null where the folder is no study with exported tables.
 * @throws {InputError} For a table that is not what an export writes.
 */
export async function readStudySampling(folder: string): Promise<StudySamplingRows | null> {
  if (!await hasStudyTables(folder, ["queries", "positions"])) return null;
  const { simulated } = await readStudyConfig(folder);
  const queries = await readStudyTable(folder, "queries", ["query", "pair", "text"]);
  const columns = ["query", "model", "sample", "value1", "value2"];
  const number = (cell: unknown) => cell === null ? null : Number(cell);
  const positions = (await readStudyTable(folder, "positions", columns)).map((row) => ({
    query: String(row.query),
    model: String(row.model),
    sample: Number(row.sample),
    value1: number(row.value1),
    value2: number(row.value2),
  }));
  return {
    simulated,
    noise: studyNoise(
      positions,
      queries.map(({ query, pair }) => ({ query: String(query), pair: String(pair) })),
    ),
    curve: await curveOf(folder, queries.map(({ text }) => String(text))),
  };
}

/** Embeddings that are looked up at once. */
const LOOKUP = 500;

/** The curve of texts that the study's journal has embeddings of; null where it lacks one, or cannot be read. */
async function curveOf(folder: string, texts: readonly string[]): Promise<DiversityRow[] | null> {
  try {
    await using study = await openStudy(folder, { readOnly: true });
    const { model, dimensions } = study.config.embedder;
    const embeddings = new Float32Array(texts.length * dimensions);
    for (let start = 0; start < texts.length; start += LOOKUP) {
      const keys = texts.slice(start, start + LOOKUP)
        .map((text) => embeddingKey(model, dimensions, text));
      const found = await study.journal.findEmbeddings([...new Set(keys)]);
      for (const [i, key] of keys.entries()) {
        const row = found.get(key);
        if (row?.length !== dimensions) return null;
        embeddings.set(row, (start + i) * dimensions);
      }
    }
    const { radii } = await kCenter(embeddings, dimensions, { threshold: 0, unit: true });
    return diversityCurve(radii, CURVE_DISTANCES);
  } catch (error) {
    if (error instanceof JournalError || error instanceof InputError) return null;
    throw error;
  }
}

const NOT_A_STUDY = "and no published table has them";

/** What only a study has: repeated judgings, and embeddings of its queries. */
export const SAMPLING_STEPS: readonly Step[] = [
  {
    title: "Disagreement and noise",
    figures: ["noise_floor"],
    lacks: ({ sampling, why }) =>
      sampling?.noise ? null : why?.sampling ??
        `needs repeated answers or judgings, ${
          sampling ? "and the study has none" : NOT_A_STUDY
        }. A study has them with samples, positionRepeats, or several positionJudges, in its study.json; deno task study export STUDY, then deno task reproduce --data STUDY draws them.`,
    make(input) {
      const table = toTable(input.sampling!.noise!);
      return {
        tables: [["noise_floor", table]],
        figures: [noiseFloorFigure(table, { simulated: isSimulated(input) })],
      };
    },
  },
  {
    title: "Diversity of the queries",
    figures: ["diversity_curve"],
    lacks: ({ sampling, why }) =>
      sampling?.curve ? null : why?.sampling ??
        `needs embeddings of the queries (Figure 9), ${
          sampling ? "and the study's journal does not give all of them" : NOT_A_STUDY
        }. A study embeds its queries: deno task study run STUDY; deno task study export STUDY; then deno task reproduce --data STUDY draws the curve.`,
    make(input) {
      const table = toTable(input.sampling!.curve!);
      return {
        tables: [["diversity_curve", table]],
        figures: [diversityCurveFigure(table, { simulated: isSimulated(input) })],
        text: ["Of the queries that the study's panel was asked."],
      };
    },
  },
];

function isSimulated({ simulated = false, sampling }: ReproduceInput): boolean {
  return simulated || (sampling?.simulated ?? false);
}
