import { LLMock } from "@copilotkit/aimock";
import { createEngine } from "../../lib/querying/create_engine.ts";
import type { EngineOptions } from "../../lib/querying/study_engine.ts";
import type { Answer, Ask } from "../../lib/querying/engine.ts";
import type { ProviderConfig } from "../../lib/study/config.ts";
import type { Journal } from "../../lib/study/journal.ts";
import type { ModelRef } from "../../lib/study/model_ref.ts";

/** One model of each of the three wire formats. */
export const MODELS: readonly ModelRef[] = [
  { key: "gpt_4_1", provider: "openai", model: "gpt-4.1" },
  { key: "claude_opus_4", provider: "anthropic", model: "claude-opus-4-20250514" },
  { key: "gemini_2_5_pro", provider: "google", model: "gemini-2.5-pro" },
];

/** The three wire formats on one local port, with answers that repeat the question. */
export async function mockProviders(options: Omit<ProviderConfig, "api" | "baseUrl"> = {}) {
  const mock = new LLMock({ port: 0, logLevel: "silent" });
  mock.on({ predicate: (request) => request.embeddingInput === undefined }, (request) => {
    const last = request.messages?.at(-1)?.content;
    return { content: `echo ${typeof last === "string" ? last : JSON.stringify(last)}` };
  });
  await mock.start();
  const providers: Record<string, ProviderConfig> = {
    openai: { api: "openai", baseUrl: `${mock.url}/v1`, ...options },
    anthropic: { api: "anthropic", baseUrl: mock.url, ...options },
    google: { api: "google", baseUrl: mock.url, ...options },
  };
  // A server that cut a connection off may wait for it for ever.
  const stop = async () => {
    let timer;
    await Promise.race([mock.stop(), new Promise((resolve) => timer = setTimeout(resolve, 500))]);
    clearTimeout(timer);
  };
  return { mock, providers, [Symbol.asyncDispose]: stop };
}

/** Asks `question 0`, `question 1`, … of the models in turn. */
export function asksOf(count: number, models: readonly ModelRef[] = MODELS): Ask[] {
  return Array.from({ length: count }, (_, i) => ({
    stage: "respond" as const,
    prompt: "respond@1",
    model: models[i % models.length]!,
    messages: [{ role: "user" as const, content: `question ${i}` }],
  }));
}

/** The answers of a new engine to asks. */
export async function answersOf(
  options: EngineOptions,
  asks: Iterable<Ask>,
): Promise<Map<Ask, Answer>> {
  await using engine = createEngine(options);
  return new Map(await Array.fromAsync(engine.run(asks, { label: "test" })));
}

/** How many completions a journal holds. */
export async function completionsIn(journal: Journal): Promise<number> {
  return (await journal.totals()).reduce((sum, total) => sum + total.completions, 0);
}
