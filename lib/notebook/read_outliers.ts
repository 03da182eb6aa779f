import {
  flagOutliers,
  type OutlierFlag,
  type OutlierOptions as Rule,
} from "../analysis/outliers.ts";
import { readTexts } from "../pipeline/read_texts.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import { wholeQueries } from "../pipeline/whole_queries.ts";
import type { ResponseCell } from "../scoring/response_rows.ts";
import { expectOptions } from "../study/expect_options.ts";
import type { Response } from "../study/response.ts";
import { MOST_SHOWN, type OutlierInput, type OutlierOptions } from "./show_outliers.ts";
import { tellingOutliers } from "./telling_outliers.ts";

/** The parts of a study's run in which outliers are looked for. */
export type OutlierRun = Pick<StudyRun, "positionRows" | "responses" | "scenarios" | "labels">;

/**
 * Reads what the outlier explorer shows of a study: the most telling of the responses that stand alone, with their
 * texts and the queries' topics where they were labelled, and how many each model has in all. It goes through the study
 * query by query, so that 400,000 queries need no more memory than a thousand.
 *
 * @param run The study's run.
 * @param folder Its folder, relative to the notebook.
 * @param options Another distance, another share of the other models, another number to read.
 * @throws {InputError} If the folder has no study.
 *
 * @example
 * ```ts ignore
 * showOutliers(await readOutliers(run, folder, { threshold: 3 }));
 * ```
 */
export async function readOutliers(
  run: OutlierRun,
  folder: string,
  options: Rule & OutlierOptions = {},
): Promise<OutlierInput> {
  return await findOutliers(run, (cells) => readTexts(folder, cells), options);
}

/** {@linkcode readOutliers} with the texts from anywhere. */
export async function findOutliers(
  run: OutlierRun,
  read: (cells: readonly ResponseCell[]) => Promise<Response[]>,
  options: Rule & OutlierOptions = {},
): Promise<OutlierInput> {
  const known = { threshold: true, fraction: true, minOthers: true, most: true } as const;
  expectOptions(options, known, "readOutliers");
  const { most = MOST_SHOWN, ...rule } = options;
  const { chosen, counts } = tellingOutliers(flaggedQueries(run, rule), most);
  const shown = new Map(chosen.map(({ flag, others }) => [flag.query, [flag, ...others]]));
  const flags = [...shown.values()].flat();
  const alone = Map.groupBy(
    flags.filter(({ outlier }) => outlier === true),
    ({ query }) => query,
  );
  const cells = run.responses.where((query, model) =>
    alone.get(query)?.some((flag) => flag.model === model) === true
  );
  const topics = new Map<string, readonly string[]>();
  for (const { query, topics: found } of run.labels?.topics ?? []) {
    if (!shown.has(query)) continue;
    topics.set(query, Object.entries(found ?? {}).flatMap(([topic, is]) => is ? [topic] : []));
  }
  return {
    flags,
    counts,
    scenarios: run.scenarios.filter(({ queries }) => queries.some(({ id }) => shown.has(id))),
    responses: await read(cells.filter(({ sample }) => sample === 0)),
    topics,
  };
}

function* flaggedQueries(
  { positionRows }: OutlierRun,
  rule: Rule,
): Generator<readonly OutlierFlag[]> {
  for (const piece of wholeQueries(positionRows)) {
    yield* Map.groupBy(flagOutliers(piece, rule), ({ query }) => query).values();
  }
}
