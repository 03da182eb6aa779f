import { z } from "zod";
import { shown } from "../study/fault_sentence.ts";
import { InputError } from "../study/input_error.ts";
import { parseJson } from "../study/manifest.ts";
import { readInput } from "../study/read_input.ts";
import type { ColumnSource } from "./column_source.ts";

const content = z.union([
  z.string(),
  z.array(z.object({ type: z.string(), text: z.string().optional() })),
]);

const sampleSchema = z.object({
  id: z.union([z.string(), z.number()]),
  epoch: z.number().default(1),
  input: z.union([z.string(), z.array(z.object({ role: z.string(), content }))]),
  target: z.unknown().optional(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  scores: z.record(z.string(), z.object({ value: z.unknown() })).nullish(),
  error: z.unknown().optional(),
  output: z.object({
    choices: z.array(z.object({
      message: z.object({ content }),
      stop_reason: z.string().nullish(),
    })).default([]),
  }).nullish(),
});

const A_LOG = "Expected a log of Inspect AI, which has eval.model and samples,";

const logSchema = z.object({
  eval: z.object({ task: z.string().default(""), model: z.string() }, {
    error: ({ input }) => `${A_LOG} but found ${shown(input)} for eval`,
  }),
  samples: z.array(z.unknown(), {
    error: ({ input }) => `${A_LOG} but found ${shown(input)} for samples`,
  }).min(1),
}, { error: ({ input }) => `${A_LOG} but found ${shown(input)}` });

/** A log, each of its samples checked. */
interface InspectLog extends Pick<z.infer<typeof logSchema>, "eval"> {
  readonly samples: readonly z.infer<typeof sampleSchema>[];
}

/**
 * A log of Inspect AI in its JSON form as a table, one row per sample: `task`, `model`, `id`, `sample` (the epoch,
 * from 0), `input`, `target`, `response`, `stop_reason` (`error` where the sample ended in one), `metadata.<name>`
 * and `score.<scorer>`. Logs in the `.eval` form are zip archives: `inspect log convert --to json` turns them to JSON.
 *
 * @param path The file.
 * @throws {InputError} If it is no such log, or a sample's input is more than one message of a user: a study's query
 * is that alone.
 */
export async function inspectSource(path: string): Promise<ColumnSource> {
  return inspectLogSource(await readText(path), path);
}

/**
 * {@linkcode inspectSource} of a text that is already here.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { inspectLogSource } from "./inspect_log.ts";
 *
 * const log = {
 *   eval: { task: "honesty", model: "openai/o3" },
 *   samples: [{
 *     id: 1,
 *     input: "Is my novel good?",
 *     metadata: { value1: "candour" },
 *     output: { choices: [{ message: { content: "It has promise." }, stop_reason: "stop" }] },
 *   }],
 * };
 * const source = inspectLogSource(JSON.stringify(log), "log.json");
 * assert(source.rows === 1 && source.columns.includes("metadata.value1"));
 * ```
 */
export function inspectLogSource(text: string, name: string): ColumnSource {
  const log = parseLog(text, name);
  const rows = log.samples.map((sample, i) => {
    const choice = sample.output?.choices[0];
    return new Map<string, unknown>([
      ["task", log.eval.task],
      ["model", log.eval.model],
      ["id", String(sample.id)],
      ["sample", sample.epoch - 1],
      ["input", inputOf(sample.input, { file: name, row: i + 1, field: "input" })],
      ["target", plain(sample.target)],
      ["response", choice ? textOf(choice.message.content) : null],
      ["stop_reason", sample.error ? "error" : choice?.stop_reason ?? null],
      ...Object.entries(sample.metadata ?? {})
        .map(([key, value]): [string, unknown] => [`metadata.${key}`, plain(value)]),
      ...Object.entries(sample.scores ?? {})
        .map(([key, { value }]): [string, unknown] => [`score.${key}`, plain(value)]),
    ]);
  });
  return {
    name,
    rows: rows.length,
    columns: [...new Set(rows.flatMap((row) => [...row.keys()]))],
    read(columns, take) {
      for (const column of columns) take(column, rows.map((row) => row.get(column) ?? null), 0);
      return Promise.resolve();
    },
  };
}

function parseLog(text: string, file: string): InspectLog {
  const { eval: of, samples } = readInput(logSchema, parseJson(text, file), { file });
  return {
    eval: of,
    samples: samples.map((sample, i) => readInput(sampleSchema, sample, { file, row: i + 1 })),
  };
}

function inputOf(
  input: z.infer<typeof sampleSchema>["input"],
  where: { file: string; row: number; field: string },
): string {
  if (typeof input === "string") return input;
  const [only] = input;
  if (only && input.length === 1 && only.role === "user") return textOf(only.content);
  throw new InputError(
    `Expected one message of a user, as a study asks, but found ${
      input.map((message) => message.role).join(", ") || "none"
    }`,
    where,
  );
}

/** Texts of a message; reasoning and tool calls are no part of the answer. */
function textOf(parts: z.infer<typeof content>): string {
  if (typeof parts === "string") return parts;
  return parts.filter((part) => part.type === "text").map((part) => part.text ?? "").join("");
}

function plain(value: unknown): unknown {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value ?? null;
}

async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await Deno.readFile(file));
  } catch (cause) {
    throw new InputError(
      "Expected a file in UTF-8 that can be read but found none",
      { file },
      { cause },
    );
  }
}
