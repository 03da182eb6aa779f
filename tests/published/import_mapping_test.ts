import { assertEquals, assertThrows } from "@std/assert";
import { parseImportMapping } from "../../lib/published/import_mapping.ts";
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
  assertEquals(parseImportMapping(responses), responses as never);
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
});
