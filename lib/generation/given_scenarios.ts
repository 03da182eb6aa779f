import { readInput } from "../study/read_input.ts";
import { InputError } from "../study/input_error.ts";
import { type Scenario, scenarioSchema } from "../study/scenario.ts";
import type { Generation } from "./generate.ts";
import { countGeneration } from "./generation_cell.ts";

/** Most characters of a query: every model of the panel is asked it, and every judge reads it. */
const LONGEST = 100_000;

/**
 * Reads scenarios that are given instead of generated: a JSON Lines file, one scenario a line, each with its pair,
 * its queries and who wrote them.
 *
 * @param file The file's path.
 * @returns The scenarios in the order of the file, at least one.
 * @throws {InputError} For a file that cannot be read, a line that is no scenario, a query of another scenario, or an
 * id that stands twice; file, line and field are named.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readScenarios } from "./given_scenarios.ts";
 *
 * const file = await Deno.makeTempFile({ suffix: ".jsonl" });
 * const value = (name: string) => ({ name, category: "c", domain: "d" });
 * await Deno.writeTextFile(file, JSON.stringify({
 *   id: "s1",
 *   pair: { id: "p1", value1: value("candour"), value2: value("tact") },
 *   generator: "imported",
 *   queries: [{ id: "s1/neutral", scenario: "s1", nudge: "neutral", text: "Is my novel good?" }],
 * }));
 * assert((await readScenarios(file))[0]!.queries.length === 1);
 * await Deno.remove(file);
 * ```
 */
export async function readScenarios(file: string): Promise<Scenario[]> {
  const scenarios: Scenario[] = [];
  const seen = new Set<string>();
  for (const [i, line] of (await readText(file)).split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const where = { file, row: i + 1 };
    const scenario = scenarioOf(line, where);
    for (const id of [scenario.id, ...scenario.queries.map((query) => query.id)]) {
      if (seen.has(id)) {
        throw new InputError(`Expected each id once but found "${id}" again`, where);
      }
      seen.add(id);
    }
    const stranger = scenario.queries.find((query) => query.scenario !== scenario.id);
    if (stranger) {
      throw new InputError(
        `Expected queries of the scenario "${scenario.id}" but found one of "${stranger.scenario}"`,
        { ...where, field: "queries" },
      );
    }
    const long = scenario.queries.find((query) => query.text.length > LONGEST);
    if (long) {
      throw new InputError(
        `Expected a query of at most ${LONGEST} characters but found ${long.text.length}`,
        { ...where, field: "queries" },
      );
    }
    const nudges = scenario.queries.map((query) => query.nudge);
    const twice = nudges.find((nudge, i) => nudges.indexOf(nudge) < i);
    if (twice) {
      throw new InputError(`Expected each nudge once in a scenario but found "${twice}" again`, {
        ...where,
        field: "queries",
      });
    }
    scenarios.push(scenario);
  }
  if (scenarios.length === 0) {
    throw new InputError("Expected at least one scenario but found none", { file });
  }
  return scenarios;
}

/** Given scenarios as a generation of which no cell was asked for. */
export function givenGeneration(scenarios: Scenario[]): Generation {
  return {
    scenarios,
    cells: [],
    outcomes: { generate: countGeneration([]), nudge: countGeneration([]) },
  };
}

function scenarioOf(line: string, where: { file: string; row: number }): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new InputError(
      "Expected a JSON object on a line of its own but found a line that is not JSON",
      where,
      { cause },
    );
  }
  return readInput(scenarioSchema, value, where);
}

async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await Deno.readFile(file));
  } catch (cause) {
    const found = cause instanceof Deno.errors.NotFound
      ? "found none there"
      : cause instanceof TypeError
      ? "found bytes that are not UTF-8"
      : "could not read it";
    throw new InputError(`Expected a file of scenarios but ${found}`, { file }, { cause });
  }
}
