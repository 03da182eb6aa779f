import { assertEquals, assertThrows } from "@std/assert";
import {
  parseImportMapping,
  type ResponsesMapping,
  scoresBeside,
} from "../../lib/published/import_mapping.ts";
import { InputError } from "../../lib/study/input_error.ts";

const responses = {
  kind: "responses",
  query: "q",
  value1: "a",
  value2: "b",
  model: "m",
  response: "r",
  models: { x: { key: "x", family: "f" }, y: { key: "y", provider: "openai", model: "y-1" } },
  study: {},
};
const scores = {
  kind: "scores",
  query: "q",
  value1: "a",
  value2: "b",
  positions: { x: { value1: "p", value2: "r" } },
  models: { x: { key: "x", provider: "f" } },
};

Deno.test("parseImportMapping() takes both kinds and fills in what was left out", () => {
  assertEquals(parseImportMapping(responses), { ...responses, lowest: 0 } as never);
  assertEquals(parseImportMapping(scores), { ...scores, lowest: 0 } as never);
});

Deno.test("parseImportMapping() names the field at fault", () => {
  const fault = (mapping: object, message: string) =>
    assertThrows(() => parseImportMapping(mapping, "m.json"), InputError, message);
  fault({ ...responses, kind: "labels" }, "m.json, kind");
  fault({ ...responses, qurey: "q" }, "m.json, qurey");
  fault({ ...responses, responses: { x: "r" } }, "m.json, responses: Expected either model and");
  fault({ ...responses, response: undefined }, "m.json, responses: Expected either");
  fault({ ...scores, position1: "p" }, "m.json, positions: Expected either");
  fault({ ...scores, positions: { z: { value1: "p", value2: "r" } } }, 'but found "z"');
  fault({ ...responses, nudges: { up: "value1" } }, "m.json, nudge");
  fault({ ...responses, models: {} }, "m.json, models: Expected at least one model");
  fault({ ...responses, models: { x: { key: "X", family: "f" } } }, "m.json, models.x.key");
  fault({ ...responses, models: { x: { key: "x" } } }, "m.json, models.x.family");
  fault(
    { ...responses, models: { x: { key: "x", provider: "openai" } } },
    "both provider and model",
  );
  fault(
    { ...responses, models: { x: { key: "x", family: "f" }, y: { key: "x", family: "f" } } },
    'm.json, models: Expected each key once but found "x" again',
  );
  const beside = { ...responses, position1: "p", position2: "r" };
  fault({ ...beside, position2: undefined }, "m.json, position2: Expected both position1 and");
  fault({ ...beside, positions: scores.positions }, "m.json, positions: Expected position1 and");
  const wide = { ...responses, model: undefined, response: undefined, responses: { x: "r" } };
  fault({ ...wide, position1: "p", position2: "r" }, "m.json, position1: Expected positions by");
  fault(
    { ...wide, positions: { z: { value1: "p", value2: "r" } } },
    "positions: Expected a name out",
  );
});

Deno.test("scoresBeside() makes a mapping of the positions beside responses, a family being the provider", () => {
  const of = (over: object) =>
    scoresBeside(parseImportMapping({ ...responses, ...over }) as ResponsesMapping);
  assertEquals(of({}), null);
  const long = of({ position1: "p", position2: "r", lowest: 1, scenario: "s" })!;
  assertEquals([long.model, long.position1, long.position2, long.lowest, long.scenario], [
    "m",
    "p",
    "r",
    1,
    "s",
  ]);
  assertEquals(long.models, {
    x: { key: "x", provider: "f" },
    y: { key: "y", provider: "openai" },
  });
  const wide = of({
    model: undefined,
    response: undefined,
    responses: { x: "r" },
    positions: scores.positions,
  })!;
  assertEquals([wide.positions, wide.model], [scores.positions, undefined]);
});
