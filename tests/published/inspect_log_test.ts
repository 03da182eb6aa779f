import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { readColumns } from "../../lib/published/column_source.ts";
import { inspectLogSource, inspectSource } from "../../lib/published/inspect_log.ts";
import { InputError } from "../../lib/study/input_error.ts";

const log = (samples: object[]) =>
  JSON.stringify({
    version: 2,
    status: "success",
    eval: { task: "t", model: "openai/o3" },
    samples,
  });
const output = (content: unknown, stop_reason = "stop") => ({
  model: "o3",
  choices: [{ message: { role: "assistant", content }, stop_reason }],
});

Deno.test("inspectLogSource() has one row per sample, with metadata and scores as columns", async () => {
  const source = inspectLogSource(
    log([
      {
        id: "a",
        epoch: 1,
        input: "one?",
        target: "yes",
        metadata: { a: "x", n: { b: 1 } },
        output: output("1"),
      },
      {
        id: 7,
        epoch: 2,
        input: [{ role: "user", content: [{ type: "text", text: "two?" }] }],
        scores: { judge: { value: 0.5, answer: "." } },
        output: output(
          [{ type: "reasoning", reasoning: "hm" }, { type: "text", text: "2" }],
          "max_tokens",
        ),
      },
      { id: 8, input: "three?", error: { message: "down" }, output: { choices: [] } },
    ]),
    "log.json",
  );
  const cells = await readColumns(source, [
    ...["model", "id", "sample", "input", "response", "stop_reason"],
    ...["metadata.a", "metadata.n", "score.judge"],
  ]);
  assertEquals(Object.fromEntries(cells), {
    model: ["openai/o3", "openai/o3", "openai/o3"],
    id: ["a", "7", "8"],
    sample: [0, 1, 0],
    input: ["one?", "two?", "three?"],
    response: ["1", "2", null],
    stop_reason: ["stop", "max_tokens", "error"],
    "metadata.a": ["x", null, null],
    "metadata.n": ['{"b":1}', null, null],
    "score.judge": [null, 0.5, null],
  });
});

Deno.test("inspectLogSource() refuses conversations, and what is no log", async () => {
  const fault = (text: string, message: string) =>
    assertThrows(() => inspectLogSource(text, "log.json"), InputError, message);
  const input = [{ role: "system", content: "Be kind." }, { role: "user", content: "?" }];
  fault(
    log([{ id: 1, input: "one?" }, { id: 2, input }]),
    "log.json, row 2, input: Expected one message of a user, as a study asks, but found system, user",
  );
  fault("{", "Expected JSON but line 1, column 2 is not");
  const expected = "Expected a log of Inspect AI, which has eval.model and samples, but found";
  fault("[]", `log.json: ${expected} an empty list`);
  fault('{"samples":[]}', `log.json, eval: ${expected} none for eval`);
  fault('{"eval":{"model":"o3"}}', `log.json, samples: ${expected} none for samples`);
  fault('{"eval":{},"samples":[]}', "log.json, eval.model: Expected a text but found none");
  fault(log([]), `log.json, samples: ${expected} an empty list for samples`);
  const scores = { judge: 1 };
  fault(
    log([{ id: 1, input: "?" }, { id: 2, input: "?", scores }]),
    "log.json, row 2, scores.judge: Expected an object but found 1",
  );
  fault(log([{ input: "?" }]), "log.json, row 1, id: Expected a text or a number but found none");
  await assertRejects(() => inspectSource("no/such.json"), InputError, "no/such.json");
});
