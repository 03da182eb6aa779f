import type { Call } from "../study/call.ts";
import { providersOf } from "../study/config.ts";
import { InputError } from "../study/input_error.ts";
import { BatchDesk } from "./batches/batch_desk.ts";
import { Budget } from "./budget.ts";
import { systemClock } from "./clock.ts";
import { mostCost } from "./charging.ts";
import { ClaimDesk } from "./claim_desk.ts";
import { ClosedModels } from "./closed_models.ts";
import { EmbeddingDesk } from "./embedding.ts";
import type { Answer, Ask } from "./engine.ts";
import { interpret } from "./interpret.ts";
import { Lanes } from "./lanes.ts";
import { answerOf, LiveAsker } from "./live.ts";
import { priceOf } from "./prices.ts";
import { silent } from "./progress.ts";
import { ProgressMeter } from "./progress_meter.ts";
import { runAsks, type UnderWay } from "./run.ts";
import type { EngineOptions, StudyEngine } from "./study_engine.ts";

/** Dollars and cents, and as much of a cent as a cheap call takes. */
const USD = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 6,
});
/** How many asks a run sends before their answers are taken out; with batches, which take long to fill, more. */
const WINDOW = 2048;
const BATCH_WINDOW = 50_000;
/** Letters in their messages, at most: half a gigabyte, or a whole one where they are no Latin letters. */
const MOST_LETTERS = 2 ** 29;
/** A worker among several takes no more in hand than it can soon send, but at least so many. */
const LEAST_WINDOW = 64;
/** Seconds without a new call after which a batch goes, and before the first look at it. */
const GATHER_SECONDS = 3;
const POLL_SECONDS = 30;
/** Seconds to wait for what is in flight. */
const GRACE_SECONDS = 30;

/**
 * Makes an engine over a journal.
 *
 * @example
 * ```ts ignore
 * await using engine = createEngine({ config, journal, reporter, signal });
 * engine.check([model]);
 * for await (const [ask, answer] of engine.run(asks, { label: "panel responses" })) {
 *   console.log(ask.model.key, answer.outcome);
 * }
 * ```
 */
export function createEngine(options: EngineOptions): StudyEngine {
  const { config, journal } = options;
  const clock = options.clock ?? systemClock;
  const reporter = options.reporter ?? silent;
  const env = options.env ?? ((name: string) => Deno.env.get(name));
  const providers = providersOf(config);
  const capUsd = config.budgetUsd ?? null;
  const budget = new Budget(capUsd);
  const closed = new ClosedModels();
  const lanes = new Lanes(providers, env, clock, options.fetch, options.around);
  const stop = new AbortController();
  const told = new Set<string>();
  const note = (sentence: string) => {
    if (told.has(sentence)) return;
    told.add(sentence);
    reporter.note(sentence);
  };
  const priceFor = (provider: string, model: string) =>
    priceOf(provider, providers[provider]!, model, options.prices);
  const apiOf = (provider: string) => {
    if (!Object.hasOwn(providers, provider)) checkOne(provider, "");
    return providers[provider]!.api;
  };
  const dialectOf = (provider: string) => {
    apiOf(provider);
    return providers[provider]!;
  };
  const claims = journal.claims && !options.offline
    ? new ClaimDesk(journal.claims, clock, async (key) => {
      const completion = (await journal.find([key])).get(key);
      if (!completion) return undefined;
      const { call, status, body } = completion;
      return answerOf(key, interpret(apiOf(call.provider), status, body), null, true);
    })
    : undefined;
  const asker = new LiveAsker({
    journal,
    lanes,
    budget,
    closed,
    clock,
    random: options.random ?? Math.random,
    priceOf: priceFor,
    note,
    claims,
  });

  const desk = new BatchDesk({
    journal,
    clock,
    budget,
    apiOf,
    batchesOf: (provider) => lanes.batches(provider),
    batched: (provider) => providers[provider]?.batch ?? false,
    mostOf: (call) => mostCost(dialectOf(call.provider), call, priceFor(call.provider, call.model)),
    priceOf: priceFor,
    askLive: (key, call, stopped) => asker.ask(key, call, stopped),
    note,
    secrets: () => lanes.secrets,
    claims,
    gatherSeconds: options.batchSeconds?.gather ?? GATHER_SECONDS,
    pollSeconds: options.batchSeconds?.poll ?? POLL_SECONDS,
  }, stop.signal);
  const batching = Object.values(providers).some((provider) => provider.batch);
  const window = () => {
    if (batching) return BATCH_WINDOW;
    if (!claims) return WINDOW;
    const atOnce = lanes.states().reduce((sum, { limit }) => sum + limit, 0);
    return Math.min(WINDOW, Math.max(LEAST_WINDOW, 2 * atOnce));
  };
  const underWay = new Map<string, UnderWay>();
  let cancelGrace = () => {};
  stop.signal.addEventListener("abort", () => {
    budget.close();
    lanes.sweep();
    cancelGrace = clock.after(
      (options.graceSeconds ?? GRACE_SECONDS) * 1000,
      () => asker.abort(),
    );
  });
  const forward = () => stop.abort(options.signal?.reason);
  if (options.signal?.aborted) forward();
  else options.signal?.addEventListener("abort", forward, { once: true });

  const checkOne = (provider: string, model: string) => {
    if (!Object.hasOwn(providers, provider)) {
      throw new InputError(
        `Expected one of the providers ${
          Object.keys(providers).join(", ")
        } but found "${provider}"`,
      );
    }
    if (capUsd !== null && priceFor(provider, model) === null) {
      throw new InputError(
        `Expected a price for model "${model}" of provider "${provider}", which a run with a cap needs, but found none; name a table of prices in the config`,
        { field: "budgetUsd" },
      );
    }
    lanes.get(provider);
  };
  const sources = { usd: () => budget.spent, capUsd, lanes: () => lanes.states() };
  const meterFor = (label: string, total: number | null) =>
    new ProgressMeter(label, total, reporter, sources, clock);

  const embedding = new EmbeddingDesk({
    journal,
    lanes,
    budget,
    clock,
    random: options.random ?? Math.random,
    priceOf: priceFor,
    check: checkOne,
    local: options.localEmbedders ?? {},
    offline: options.offline ?? false,
    stop: stop.signal,
  });

  const askShared = async (key: string, call: Call, stopped: AbortSignal): Promise<Answer> => {
    // A call that is in a batch is paid, also where the config asks for batches no more.
    const batched = providers[call.provider]?.batch || await desk.has(key);
    const answer = await (batched ? desk : asker).ask(key, call, stopped);
    // What came into the journal ended its claim; a model that is not asked any more leaves no trace there.
    if (answer.outcome === "not_run" || answer.outcome === "failed") await claims?.giveBack(key);
    else claims?.done(key);
    return answer;
  };

  const exhausted = () => {
    if (!budget.exhausted || stop.signal.aborted) return;
    const [cap, spent, next] = [capUsd!, budget.spent, budget.lacking].map((usd) =>
      USD.format(usd)
    );
    note(
      `The budget of ${cap} does not allow for another call: ${spent} is spent, and the next one could cost up to ${next}; the run stops`,
    );
    stop.abort(new Error("over the budget"));
  };

  return {
    signal: stop.signal,
    check(models) {
      if (options.offline) return;
      for (const { provider, model } of models) {
        if (provider !== "local") checkOne(provider, model);
      }
    },
    get spentUsd() {
      return budget.spent;
    },
    get lanes() {
      return lanes.states();
    },
    cancelBatches: () => desk.cancelAll(),
    async costs() {
      return (await journal.totals()).map(({ stage, provider, model, usd, unpriced }) => ({
        stage,
        provider,
        model,
        usd,
        unpriced,
      }));
    },
    async *run<A extends Ask>(
      asks: Iterable<A> | AsyncIterable<A>,
      { label, total }: { label: string; total?: number },
    ) {
      const known = total ?? (Array.isArray(asks) ? asks.length : null);
      const meter = meterFor(label, known);
      const mine = new Set<Promise<Answer>>();
      const runStop = new AbortController();
      const halt = () => runStop.abort(stop.signal.reason);
      if (stop.signal.aborted) halt();
      else stop.signal.addEventListener("abort", halt, { once: true });
      const checked = new Set<string>();
      const ask: Parameters<typeof runAsks>[1]["ask"] = options.offline
        ? undefined
        : (key, call) => {
          const id = `${call.provider}\n${call.model}`;
          if (!checked.has(id)) {
            checkOne(call.provider, call.model);
            checked.add(id);
          }
          const answer = askShared(key, call, runStop.signal).finally(() => {
            mine.delete(answer);
            exhausted();
          });
          mine.add(answer);
          return answer;
        };
      try {
        const answers = runAsks(asks, {
          apiOf,
          dialectOf,
          journal,
          ask,
          changed: (ask, changes) => {
            note(`Model ${ask.model.key}: ${changes.join("; ")}`);
          },
          found: (inJournal) => meter.found(inJournal),
          underWay,
          stop: runStop.signal,
          window,
          mostLetters: MOST_LETTERS,
          total: known,
          clock,
          claims,
        });
        for await (const result of answers) {
          meter.count(result[1].outcome, result[1].fromJournal);
          yield result;
        }
      } finally {
        // Left early, or an error: nothing more is sent, and what is in flight gets into the journal.
        runStop.abort();
        if (mine.size > 0) {
          budget.close();
          lanes.sweep();
          await Promise.allSettled(mine);
        }
        stop.signal.removeEventListener("abort", halt);
        meter.finish();
      }
    },
    async embed(texts, { model, dimensions, label }) {
      try {
        return await embedding.embed(texts, model, dimensions, meterFor(label, texts.length));
      } finally {
        exhausted();
      }
    },
    async [Symbol.asyncDispose]() {
      options.signal?.removeEventListener("abort", forward);
      if (!stop.signal.aborted) stop.abort();
      await Promise.allSettled([...underWay.values()].map(({ answer }) => answer));
      await claims?.close();
      cancelGrace();
    },
  };
}
