import type { RecallingEngine } from "../scoring/recall.ts";
import type { ResponseRows } from "../scoring/response_rows.ts";
import type { StudyConfig } from "../study/config.ts";
import type { Query, Scenario } from "../study/scenario.ts";

/** The queries of high disagreement and all that is needed to ask about them. */
export interface HighContext {
  readonly config: StudyConfig;
  readonly folder: string;
  readonly engine: RecallingEngine;
  readonly scenarios: readonly Scenario[];
  /** The queries of high disagreement. */
  readonly queries: readonly Query[];
  /** The panel's responses to them. */
  readonly responses: ResponseRows;
}
