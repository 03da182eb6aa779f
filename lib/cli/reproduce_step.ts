import type { ColumnTable } from "arquero";
import type { PositionRow } from "../analysis/rows.ts";
import type { Figure } from "../figures/render.ts";
import type { JudgeEvaluations } from "../published/judge_evaluations.ts";
import type { PositionTable } from "../published/position_table.ts";
import type { StudySamplingRows } from "./reproduce_sampling.ts";
import type { StudyLabelRows } from "./reproduce_study.ts";
import type { WholeSet } from "./reproduce_whole.ts";

/** What the steps work on. */
export interface ReproduceInput {
  readonly table: PositionTable;
  /** One row per query and model. */
  readonly rows: readonly PositionRow[];
  /** Judges' decisions; null where there are none. */
  readonly judged: JudgeEvaluations | null;
  /** The set of all scenarios; null where it is not there. @default {null} */
  readonly whole?: WholeSet | null;
  /** A judge's labels of the responses; null where there are none. @default {null} */
  readonly labels?: StudyLabelRows | null;
  /** Repeated judgings and embeddings of a study; null where there are none. @default {null} */
  readonly sampling?: StudySamplingRows | null;
  /** Rows of the other splits that are there, by name. */
  readonly splits?: ReadonlyMap<string, number>;
  /** Why a part that could be there is none, where there is more to say than that it is not there. */
  readonly why?: {
    readonly judged?: string;
    readonly whole?: string;
    readonly labels?: string;
    readonly sampling?: string;
  };
  /** The category of a value by its name in lower case; null without a taxonomy. */
  readonly categories: ReadonlyMap<string, string> | null;
  /** Whether the scores are of simulated models; then every figure says so. @default {false} */
  readonly simulated?: boolean;
}

/** What a step made. */
export interface Made {
  readonly tables: readonly (readonly [name: string, table: ColumnTable])[];
  readonly figures: readonly Figure[];
  /** Sentences that the report shows with them. */
  readonly text?: readonly string[];
}

/** One part of the reproduction. */
export interface Step {
  /** Its section in the report. */
  readonly title: string;
  /** The figures it would draw. */
  readonly figures: readonly string[];
  /** Why the input is not enough for it, or null. */
  lacks(input: ReproduceInput): string | null;
  /** @param signal Stops what takes long. */
  make(input: ReproduceInput, signal?: AbortSignal): Made | Promise<Made>;
}
