import { callOfAsk } from "../querying/call_of_ask.ts";
import type { Ask, RunOptions } from "../querying/engine.ts";
import { type Why, why } from "../querying/why.ts";
import { openEngine } from "../pipeline/open_engine.ts";
import { runStudy } from "../pipeline/run_study.ts";
import type { RecallingEngine } from "../scoring/recall.ts";
import { type Call, callKey } from "../study/call.ts";
import { providersOf } from "../study/config.ts";
import { shown } from "../study/fault_sentence.ts";
import { InputError } from "../study/input_error.ts";
import type { Study } from "../study/study.ts";

/**
 * Tells why the call of a key is or is not answered from the journal. A key that the journal does not know is looked
 * for among the calls that the study would make now, so that it can be told what sets it apart from the nearest
 * journaled one: another prompt version, parameter, model or message.
 *
 * @param key The 64 digits of a call's key.
 * @throws {InputError} If it is no key.
 */
export async function whyKey(study: Study, key: string): Promise<Why & { call: Call | null }> {
  assertKey(key);
  const told = await why(study.journal, key);
  const known = told.completion ?? told.failure;
  if (known) return { ...told, call: known.call };
  const call = await findCall(study, key);
  return call ? { ...await why(study.journal, call), call } : { ...told, call: null };
}

/** @throws {InputError} If it is no key of a call. */
export function assertKey(key: string): void {
  if (/^[0-9a-f]{64}$/.test(key)) return;
  throw new InputError(
    `Expected the key of a call, 64 digits from 0 to f, but found ${
      shown(key)
    }; keys stand in the table responses that "deno task study export" writes`,
    { field: "KEY" },
  );
}

/** The call of a key among those that the study would make now, or null. */
async function findCall(study: Study, key: string): Promise<Call | null> {
  const { config, folder } = study;
  const providers = providersOf(config);
  await using opened = await openEngine(study, { offline: true });
  const { engine } = opened;
  let found: Call | null = null;
  const look = (ask: Ask) => {
    const provider = providers[ask.model.provider];
    if (found || !provider) return;
    const { call } = callOfAsk(provider, ask);
    if (callKey(call) === key) found = call;
  };
  const watching: RecallingEngine = {
    signal: engine.signal,
    recall: (keys) => engine.recall(keys),
    embed: (texts, options) => engine.embed(texts, options),
    run: <A extends Ask>(asks: Iterable<A> | AsyncIterable<A>, options: RunOptions) =>
      engine.run(watched(asks, look), options),
  };
  await runStudy(config, folder, watching, { offline: true });
  return found;
}

async function* watched<A>(
  asks: Iterable<A> | AsyncIterable<A>,
  look: (ask: A) => void,
): AsyncGenerator<A> {
  for await (const ask of asks) {
    look(ask);
    yield ask;
  }
}

/** What {@linkcode whyKey} found, as lines. Texts of models are one line each, cut, without control characters. */
export function whyLines({ key, call, nearest, sentence }: Why & { call: Call | null }): string {
  const lines = [`${sentence}.`, `key: ${key}`];
  if (call) {
    const { stage, prompt, provider, model, parameters, sample } = call;
    lines.push(
      `asked: stage ${stage}, prompt ${prompt}, model ${model} of ${provider}, sample ${sample}`,
      `parameters: ${JSON.stringify(parameters)}`,
    );
  }
  if (nearest) {
    lines.push(`nearest in the journal: ${nearest.key}`);
    for (const { field, asked, journaled } of nearest.differences) {
      lines.push(`  ${field}: asked ${short(asked)}, journaled ${short(journaled)}`);
    }
  }
  return lines.join("\n");
}

function short(value: unknown): string {
  // JSON escapes the lower control characters; a terminal would obey these too.
  const text = (JSON.stringify(value) ?? "nothing").replace(/[\u007f-\u009f]/g, "?");
  return text.length > 100 ? `${text.slice(0, 100)}…`.toWellFormed() : text;
}
