import { assertEquals, assertThrows } from "@std/assert";
import { parseLabelMapping } from "../../lib/published/label_table_mapping.ts";
import { InputError } from "../../lib/study/input_error.ts";
import speechmap from "../../data/speechmap_mapping.json" with { type: "json" };

const good = {
  query: "q",
  model: "m",
  provider: "p",
  judges: [{ label: "l", name: "j" }],
  labels: ["A", "D"],
  refusals: ["D"],
};

Deno.test("parseLabelMapping() accepts labels, scores and the mapping that comes along", () => {
  assertEquals(parseLabelMapping(good).outcomes, {});
  const { labels: _l, refusals: _r, ...rest } = good;
  assertEquals(parseLabelMapping({ ...rest, scale: { min: 0, max: 6 } }).scale!.max, 6);
  assertEquals(parseLabelMapping(speechmap).judges.length, 2);
});

Deno.test("parseLabelMapping() names the field at fault", () => {
  const fault = (change: object, message: string) => {
    const error = assertThrows(
      () => parseLabelMapping({ ...good, ...change }, "mapping.json"),
      InputError,
    );
    assertEquals(error.message.startsWith(`mapping.json, ${message}`), true, error.message);
  };
  fault({ provider: undefined }, "provider: Expected either a column of providers or rules");
  fault({ families: { "x/": "x" } }, "provider: Expected either");
  fault({ judges: [{ label: "l" }] }, "judges[0]: Expected either the judge's name or the column");
  fault({ refusals: ["X"] }, 'refusals: Expected one of the labels but found "X"');
  fault({ refusals: undefined }, "refusals: Expected refusals with labels");
  fault({ scale: { min: 0, max: 1 } }, "labels: Expected either labels or the scale");
  fault({ labels: ["A", "D", "A"] }, "labels: Expected each label once");
  fault({ outcomes: { A: "failed" } }, 'outcomes: Expected no label here but found "A"');
  fault({ outcomes: { X: "answered" } }, "outcomes.X: ");
  fault({ cluster: { column: "c", pattern: "(" } }, "cluster.pattern: Expected a regular");
  fault({ modle: "m" }, "modle: ");
});
