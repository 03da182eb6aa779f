import { isAbsolute, join, relative, resolve } from "node:path";
import type { StudyConfig } from "../study/config.ts";
import type { Finding } from "../spec/finding.ts";
import type { Scenario } from "../study/scenario.ts";
import type { Value } from "../study/value.ts";

/** What a closer look starts from. */
export interface CloserInput {
  /** A study that was checked against a spec. */
  readonly run: {
    readonly config: StudyConfig;
    readonly values: readonly Value[];
    readonly scenarios: readonly Scenario[];
  };
  /** Its folder. */
  readonly folder: string;
  /** The gap to look at, one of the study's findings. */
  readonly finding: Finding;
}

/**
 * The config of a second study that asks more about one gap: the same models and the same spec, but only values of
 * the two categories that collide there most often. Where the first study met a gap on a handful of value pairs, which
 * can prove no change, this one meets it on dozens. It is a sample of its own: rates over all queries come from the
 * first study, not from this one.
 *
 * @param input The first study and the gap.
 * @param folder Where the second study will stand. Its values are written there, into `values.csv`.
 * @param pairs How many value pairs to draw; all that there are where there are fewer. @default {all}
 * @throws {RangeError} If the gap's queries are none of the study's, or its scenarios were given and not generated.
 *
 * @example
 * ```ts ignore
 * const [gap] = run.compliance!.diagnosis.findings;
 * const closer = await closerConfig({ run, folder, finding: gap! }, "../out/closer");
 * const second = await runHere("../out/closer", closer);
 * ```
 */
export async function closerConfig(
  { run, folder: from, finding }: CloserInput,
  folder: string,
  pairs: number = Infinity,
): Promise<StudyConfig> {
  const { taxonomy: _, scenarios: given, journal: __, spec, prices, ...rest } = run.config;
  if (given !== undefined) {
    throw new RangeError(
      "Expected a study that generates its scenarios but found one with a file of them",
    );
  }
  const categories = collidingCategories(run.scenarios, finding);
  const values = run.values.filter(({ category }) => categories.includes(category));
  await Deno.mkdir(folder, { recursive: true });
  const rows = [
    ["name", "category", "domain"],
    ...values.map((v) => [v.name, v.category, v.domain]),
  ];
  await Deno.writeTextFile(
    join(folder, "values.csv"),
    rows.map((row) => row.map(quoted).join(",") + "\n").join(""),
  );
  const moved = (path: string) =>
    isAbsolute(path) ? path : relative(resolve(folder), resolve(from, path)).replaceAll("\\", "/");
  return {
    ...rest,
    name: `${run.config.name}: ${categories.join(" against ")}`,
    taxonomy: "values.csv",
    pairs: Math.min(pairs, values.length * (values.length - 1) / 2),
    ...(spec === undefined ? {} : { spec: moved(spec) }),
    ...(prices === undefined ? {} : { prices: moved(prices) }),
  };
}

/** The two categories that collide in most of a gap's queries, ties by name. */
function collidingCategories(
  scenarios: readonly Scenario[],
  finding: Finding,
): readonly [string, string] {
  const counts = new Map<string, number>();
  for (const { pair: { value1, value2 }, queries } of scenarios) {
    const concerned = queries.filter(({ id }) => finding.queries.includes(id)).length;
    const key = JSON.stringify([value1.category, value2.category].sort());
    if (concerned > 0) counts.set(key, (counts.get(key) ?? 0) + concerned);
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (most === undefined) {
    throw new RangeError("Expected a finding with queries of the study but found none of them");
  }
  return JSON.parse(most[0]);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
