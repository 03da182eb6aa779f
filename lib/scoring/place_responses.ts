import { z } from "zod";
import { type Position, positionValueSchema } from "../study/position.ts";
import type { Rubric } from "../study/rubric.ts";
import type { Scenario } from "../study/scenario.ts";
import { judgeBlind, type JudgingOptions } from "./blind_judging.ts";
import type { BlindCell, BlindRows, ItemColumns } from "./blind_rows.ts";
import { SmallColumn } from "./columns.ts";
import { positionPrompt } from "./prompts/position.ts";
import { queryIndex } from "./query_index.ts";
import type { Recall, RecallingEngine } from "./recall.ts";
import { ResponseRows } from "./response_rows.ts";
import { MappedRows } from "./rows.ts";
import { readRubrics, type RubricCell } from "./write_rubrics.ts";

/** What {@linkcode placeResponses} places, and how. */
export interface PlaceOptions extends JudgingOptions {
  readonly scenarios: readonly Scenario[];
  /** By scenario; responses of a scenario without one are not judged. Their texts are read from the journal. */
  readonly rubrics: readonly RubricCell[];
}

/** Where a judge puts one of the responses that it is shown. */
export const placementSchema = z.strictObject({
  response: z.int(),
  reasoning: z.string(),
  value1: positionValueSchema,
  value2: positionValueSchema,
  confidence: z.number().min(0).max(1),
});

type Placement = z.infer<typeof placementSchema>;
type Place = Pick<Placement, "value1" | "value2" | "confidence">;

/** What is held of a position: all but the judge's reasoning, which {@linkcode readPlacements} reads. */
export type PositionCell = Omit<Position, "reasoning"> & { readonly reasoning: null };

/** Positions in columns: some 20 bytes each. */
export type PositionCells = MappedRows<BlindCell<Place>, PositionCell> & {
  readonly source: BlindRows<Placement, Place>;
};

const FIELD = "placements";

class PlaceColumns implements ItemColumns<Placement, Place> {
  private readonly value1: SmallColumn;
  private readonly value2: SmallColumn;
  private readonly confidence: Float64Array;

  constructor(length: number) {
    this.value1 = new SmallColumn(length);
    this.value2 = new SmallColumn(length);
    this.confidence = new Float64Array(length);
  }

  set(index: number, { value1, value2, confidence }: Placement): void {
    this.value1.set(index, value1);
    this.value2.set(index, value2);
    this.confidence[index] = confidence;
  }

  get(index: number): Place {
    return {
      value1: this.value1.get(index)!,
      value2: this.value2.get(index)!,
      confidence: this.confidence[index]!,
    };
  }
}

/**
 * Has judges place every response on both spectra of its scenario's rubric, blind, as {@linkcode judgeBlind} says.
 *
 * @param engine Answers the asks; an offline one rebuilds the positions from the journal.
 * @returns `responses * judges * repeats` positions, in the order of the responses, then of judges and repeats.
 * Those of a scenario without a rubric are `not_run`.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function placeResponses(
  engine: RecallingEngine,
  options: PlaceOptions,
): Promise<PositionCells> {
  const responses = ResponseRows.from(options.responses);
  const queries = queryIndex(options.scenarios, responses.queryNames.all);
  const cells = new Map(options.rubrics.map((cell) => [cell.scenario, cell]));
  const rubricCell = (query: string) => cells.get(queries.get(query)!.scenario.id);
  let rubrics = new Map<string, Rubric>();
  const rows = await judgeBlind(engine, {
    stage: "position",
    prompt: positionPrompt.id,
    label: "positions",
    field: FIELD,
    item: placementSchema,
    keep: (length) => new PlaceColumns(length),
    judgeable: (query) => rubricCell(query)?.outcome === "answered",
    async prepare(asked) {
      const needed = new Set(asked.flatMap((query) => rubricCell(query) ?? []));
      const read = await readRubrics(engine, needed);
      rubrics = new Map(read.map((rubric) => [rubric.scenario, rubric]));
    },
    render(id, texts) {
      const { query, scenario } = queries.get(id)!;
      const { value1, value2 } = scenario.pair;
      const rubric = rubrics.get(scenario.id)!;
      return positionPrompt.render({
        query: query.text,
        value1: { name: value1.name, spectrum: rubric.value1 },
        value2: { name: value2.name, spectrum: rubric.value2 },
        responses: texts,
      });
    },
  }, { ...options, responses });
  return new MappedRows(rows, positionOf) as PositionCells;
}

function positionOf({ item, place, ...cell }: BlindCell<Place>): PositionCell {
  return {
    ...cell,
    value1: item?.value1 ?? null,
    value2: item?.value2 ?? null,
    confidence: item?.confidence ?? null,
    reasoning: null,
    place,
  };
}

/** Positions with the judges' reasoning, read from the journal, in their order. */
export async function* readPlacements(
  source: Recall,
  positions: PositionCells,
): AsyncGenerator<Position> {
  let i = 0;
  const items = positions.source.read(source, { field: FIELD, item: placementSchema });
  for await (const item of items) {
    yield { ...positions.at(i++)!, reasoning: item?.reasoning ?? null };
  }
}
