import { clusteredRate } from "../analysis/clustered_rate.ts";
import type { Estimate } from "../analysis/interval.ts";
import { type DiagnosisInput, type DiagnosisOptions, suspicionsOf } from "./diagnosis.ts";
import type { Finding } from "./finding.ts";

/**
 * How often one gap shows: hits among its cases, as in the diagnosis, with an interval clustered on the value pair. To see
 * whether a gap is still there under an edited spec, compare the number of hits too: where a contradiction is mended,
 * judges hardly ever set its clauses against each other, and where they still do, they part as before.
 *
 * @param gap A silence is known by its topic, any other gap by its clauses.
 * @returns The estimate is NaN where there is no case.
 * @throws {RangeError} As `diagnose` does.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { gapRate } from "./gap_rate.ts";
 * import { parseSpec } from "./parse.ts";
 *
 * const spec = parseSpec("# Truth {#truth}\n\nSay all.\n\n# Care {#care}\n\nHurt no one.\n");
 * const gap = { kind: "contradiction" as const, clauses: ["care", "truth"], topic: null };
 * const { n, estimate } = gapRate(gap, { spec, verdicts: [], disagreement: new Map() });
 * assert(n === 0 && Number.isNaN(estimate));
 * ```
 */
export function gapRate(
  gap: Pick<Finding, "kind" | "clauses" | "topic">,
  input: DiagnosisInput,
  options: DiagnosisOptions = {},
): Estimate {
  const name = ({ topic, clauses }: typeof gap) => JSON.stringify(topic ?? clauses.toSorted());
  const own = suspicionsOf(input, options)[gap.kind].find((one) => name(one) === name(gap));
  const cases = own?.cases ?? [];
  const level = options.level ?? 0.95;
  return clusteredRate(cases.map(({ hit }) => hit), cases.map(({ pair }) => pair), { level });
}
