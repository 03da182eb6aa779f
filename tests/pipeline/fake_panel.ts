import { callOfAsk } from "../../lib/querying/call_of_ask.ts";
import { embeddingKey } from "../../lib/querying/embedding.ts";
import type { Ask, RunOptions } from "../../lib/querying/engine.ts";
import { unitNorm } from "../../lib/querying/unit_norm.ts";
import { TOPICS } from "../../lib/scoring/prompts/mod.ts";
import { recallFrom, type RecallingEngine } from "../../lib/scoring/recall.ts";
import { STRATEGIES } from "../../lib/study/rubric.ts";
import { callKey } from "../../lib/study/call.ts";
import { parseStudyConfig, providersOf, type StudyConfig } from "../../lib/study/config.ts";
import type { Journal } from "../../lib/study/journal.ts";

/** How large a fake study is. */
export interface FakeSize {
  /** Value pairs; each gives three queries. */
  readonly pairs: number;
  readonly models: number;
  /** Characters of a response. */
  readonly characters: number;
  /** One in so many queries has high disagreement. */
  readonly highEvery: number;
  /** On one in so many of the others one model stands alone; on none unless told. */
  readonly aloneEvery?: number;
  readonly spec: boolean;
}

/**
 * Writes what a fake study reads into a folder (a taxonomy large enough for its pairs, a spec) and gives its config.
 */
export async function fakeStudy(folder: string, size: FakeSize): Promise<StudyConfig> {
  const values = Math.ceil((1 + Math.sqrt(1 + 8 * size.pairs)) / 2) + 1;
  const lines = Array.from(
    { length: values },
    (_, i) => `value ${i},category ${i % 15},domain ${i % 5}`,
  );
  await Deno.writeTextFile(`${folder}/values.csv`, `name,category,domain\n${lines.join("\n")}\n`);
  await Deno.writeTextFile(`${folder}/spec.md`, "# Truth {#truth}\n\nSay all.\n\n# Care {#care}\n");
  const model = (key: string) => ({ key, provider: "openai", model: key });
  return parseStudyConfig({
    name: "fake",
    seed: 1,
    taxonomy: "values.csv",
    pairs: size.pairs,
    generators: [model("generator")],
    panel: Array.from({ length: size.models }, (_, i) => ({
      ...model(`model_${i}`),
      family: `family ${i % 4}`,
    })),
    rubricJudge: model("rubric_judge"),
    positionJudges: [model("position_judge")],
    embedder: { model: model("embedder"), dimensions: 16 },
    subset: { k: 100, threshold: 0 },
    labelJudge: model("label_judge"),
    ...(size.spec
      ? {
        spec: "spec.md",
        complianceJudges: [model("judge_a"), model("judge_b"), model("judge_c")],
      }
      : {}),
  }, "study.json");
}

/** Random letters and spaces, of which every text is a piece. */
const LETTERS = (() => {
  const bytes = new Uint8Array(1 << 20);
  let state = 1;
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 29 === 0 ? 32 : 97 + (state >>> 8) % 26;
  }
  return bytes;
})();
const decoder = new TextDecoder();

/** A text of its own memory, as one that was read from a journal has. */
function words(seed: number, characters: number): string {
  const at = (Math.imul(seed, 2654435761) >>> 12) % (LETTERS.length - characters);
  return decoder.decode(LETTERS.subarray(at, at + characters));
}

/** What stands in the key of an answer that is not kept: enough to say it again. */
interface Said {
  readonly kind: number;
  readonly shown: number;
  readonly seed: number;
}

const KINDS = ["respond", "rubric", "position", "type", "fit", "express", "comply"] as const;

/**
 * An engine that answers every ask at once, by itself, for studies of any size: it keeps nothing, since the key of an
 * answer says what it was. With a journal it keeps every completion there, under its true key, as a real engine does.
 */
export function fakePanel(
  config: StudyConfig,
  { characters, highEvery, aloneEvery = Infinity }: FakeSize,
  journal?: Journal,
): RecallingEngine & { asked: number } {
  const providers = providersOf(config);
  const say = ({ kind, shown, seed }: Said): string => {
    const what = KINDS[kind]!;
    const reasoning = words(seed, 200);
    const list = <T>(make: (i: number) => T) => Array.from({ length: shown }, (_, i) => make(i));
    const spectrum = (at: number) =>
      Object.fromEntries(STRATEGIES.map((step, i) => [step, words(seed + at + i, 100)]));
    const value1 = (i: number) => {
      if (seed % highEvery === 0) return 6 * (i % 2);
      if (seed % aloneEvery === 1) return i === seed % shown ? 6 - seed % 2 : seed % 2;
      return 3 + (seed + i) % 2;
    };
    switch (what) {
      case "rubric":
        return JSON.stringify({ value1: spectrum(0), value2: spectrum(7) });
      case "position":
        return JSON.stringify({
          placements: list((i) => ({
            response: i + 1,
            reasoning,
            value1: value1(i),
            value2: (seed + i) % 3,
            confidence: ((seed + i) % 100) / 100,
          })),
        });
      case "type":
      case "fit":
        return JSON.stringify({
          [what === "type" ? "types" : "fits"]: list((i) => ({
            response: i + 1,
            reasoning,
            quote: null,
            [what]: what === "type" ? "full_compliance" : "fitting",
          })),
        });
      case "express":
        return JSON.stringify({
          expressed: list((i) => ({
            response: i + 1,
            values: [0, 1, 2].map((n) => `name ${(seed + i + n * n) % 500}`),
          })),
        });
      case "comply":
        return JSON.stringify({
          reasoning,
          clauses: [{ id: "truth", quote: null }, { id: "care", quote: null }],
          decision: ["compliant", "non-compliant", "ambiguous"][seed % 3],
        });
      default:
        return words(seed, characters);
    }
  };
  let asked = 0;
  const answer = (ask: Ask): { said: Said | null; text: string } => {
    const seed = asked++;
    const { stage, prompt } = ask;
    const shown = "shown" in ask ? (ask.shown as readonly number[]).length : 1;
    if (stage === "generate" || stage === "nudge") {
      const query = `Case ${seed}: ${words(seed, 250)}?`;
      return { said: null, text: JSON.stringify({ status: "written", query }) };
    }
    if (stage === "topic") {
      const topics = Object.fromEntries(Object.keys(TOPICS).map((topic) => [topic, true]));
      return { said: null, text: JSON.stringify({ topics }) };
    }
    const name = prompt.startsWith("fit") ? "fit" : stage === "response_type" ? "type" : stage;
    const said = { kind: KINDS.indexOf(name as typeof KINDS[number]), shown, seed };
    return { said, text: say(said) };
  };
  const kept = journal && recallFrom(journal, providers);
  return {
    get asked() {
      return asked;
    },
    signal: new AbortController().signal,
    async *run<A extends Ask>(asks: Iterable<A> | AsyncIterable<A>, _options: RunOptions) {
      let appended: Promise<void>[] = [];
      for await (const ask of asks) {
        const { said, text } = answer(ask);
        let key = keyOf(said);
        if (journal) {
          const { call } = callOfAsk("openai", ask);
          key = callKey(call);
          const body = JSON.stringify({
            choices: [{ finish_reason: "stop", message: { content: text } }],
          });
          const common = { status: 200, requestId: null, source: "live", attempts: 1 };
          appended.push(journal.append({ key, call, body, ...common, startedAt: 0, endedAt: 0 }));
          if (appended.length >= 2_000) {
            await Promise.all(appended);
            appended = [];
          }
        }
        const rest = { detail: null, usd: null, fromJournal: false };
        yield [ask, { key, outcome: "answered", text, ...rest }] as const;
      }
      await Promise.all(appended);
    },
    async embed(texts, { model, dimensions }) {
      const rows = new Float32Array(texts.length * dimensions);
      const vectors = new Map<string, Float32Array>();
      for (const [i, text] of texts.entries()) {
        const row = unitNorm(
          Float32Array.from(
            { length: dimensions },
            (_, d) => (Math.imul(i + 1, 2654435761 + d * 40503) >>> 8) % 1000 - 500,
          ),
        )!;
        rows.set(row, i * dimensions);
        if (journal) vectors.set(embeddingKey(model, dimensions, text), row);
      }
      await journal?.appendEmbeddings(vectors);
      return rows;
    },
    recall: async (keys) =>
      kept ? await kept.recall(keys) : new Map(keys.map((key) => [key, say(saidOf(key))])),
  };
}

function keyOf(said: Said | null): string {
  const { kind, shown, seed } = said ?? { kind: 255, shown: 0, seed: 0 };
  return [kind + 1, shown, seed].map((n, i) => n.toString(16).padStart([8, 8, 48][i]!, "0")).join(
    "",
  );
}

function saidOf(key: string): Said {
  return {
    kind: parseInt(key.slice(0, 8), 16) - 1,
    shown: parseInt(key.slice(8, 16), 16),
    seed: parseInt(key.slice(16), 16),
  };
}
