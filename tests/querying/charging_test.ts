import { assert, assertEquals } from "@std/assert";
import { study } from "../../lib/cli/study.ts";
import { chargedUsd, mostCost, tokensOf } from "../../lib/querying/charging.ts";
import { createEngine } from "../../lib/querying/create_engine.ts";
import { costOf, type PriceTable } from "../../lib/querying/prices.ts";
import { recharge } from "../../lib/querying/recharge.ts";
import type { JournalTotal } from "../../lib/study/journal.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { sampleCall } from "../study/samples.ts";
import { asksOf } from "./mock_providers.ts";

const PRICE = { input: 1000, output: 2000, batchDiscount: 0.5 };
const USAGE = { inputTokens: 10, cachedInputTokens: 0, outputTokens: 5 };

Deno.test("chargedUsd() counts usage, else the most for an answer and nothing for an error", () => {
  const call = sampleCall(1, { parameters: { maxTokens: 100 } });
  const most = mostCost("openai", call, PRICE);
  assert(most > 100 * 2000 / 1e6);
  for (const [share, batch] of [[1, false], [0.5, true]] as const) {
    const of = (status: number, usage: typeof USAGE | null) =>
      chargedUsd("openai", call, status, usage, PRICE, batch);
    assertEquals(of(200, USAGE), share * 0.02);
    assertEquals(of(400, USAGE), share * 0.02);
    assertEquals(of(200, null), share * most);
    assertEquals(of(400, null), 0);
  }
  assertEquals(chargedUsd("openai", call, 200, USAGE, null), null);
  assertEquals(mostCost("openai", call, null), 0);
});

Deno.test("tokensOf() tells no tokens where there is no usage", () => {
  assertEquals(tokensOf(USAGE), USAGE);
  assertEquals(tokensOf(null), { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 });
});

/** Serves every kind of answer that may have been paid, and notes which; the question says what comes first. */
function provider() {
  const served: { kind: string; question: string }[] = [];
  const garbled = new Map<string, number>();
  const message = { message: { content: "It depends." }, finish_reason: "stop" };
  const usage = { prompt_tokens: USAGE.inputTokens, completion_tokens: USAGE.outputTokens };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { messages } = await request.json() as { messages: { content: string }[] };
    const question = messages.at(-1)!.content;
    const i = Number(/\d+/.exec(question)![0]);
    const again = garbled.get(question) ?? 0;
    const note = (kind: string) => void served.push({ kind, question });
    // Each fifth question is garbled twice, each eleventh for ever.
    if (i % 11 === 0 || (i % 5 === 0 && again < 2)) {
      garbled.set(question, again + 1);
      note("garbled");
      return new Response('{"id": "chatcmpl-1", "choi');
    }
    if (i % 7 === 0) {
      note("error");
      return Response.json({ error: { message: "no", code: "content_filter" } }, { status: 400 });
    }
    if (i % 3 === 0) {
      note("untold");
      return Response.json({ choices: [message] });
    }
    note("told");
    return Response.json({ choices: [message], usage });
  });
  return { server, served };
}

Deno.test("the cap, the totals, study status and a provider's own account agree on what was spent", async () => {
  const folder = await Deno.makeTempDir();
  const { server, served } = provider();
  const model = { key: "own", provider: "own", model: "own-1", parameters: { maxTokens: 50 } };
  const own = {
    api: "openai" as const,
    baseUrl: `http://127.0.0.1:${server.addr.port}/v1`,
    retries: 3,
    concurrency: 8,
  };
  const prices: PriceTable = { date: "2026-11-24", providers: { own: { "own-1": PRICE } } };
  const asks = asksOf(200, [model]);
  const most = new Map(asks.map(({ messages }) => {
    const call = sampleCall(1, { parameters: model.parameters, messages: [...messages] });
    return [messages[0]!.content, mostCost("openai", call, PRICE)];
  }));
  const account = () =>
    served.reduce((sum, { kind, question }) => {
      const each = { garbled: most.get(question)!, untold: most.get(question)!, error: 0 };
      return sum + (kind === "told" ? costOf(PRICE, USAGE) : each[kind as keyof typeof each]);
    }, 0);
  const near = (a: number, b: number) => assert(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);
  const usd = (totals: readonly JournalTotal[]) =>
    totals.reduce((sum, total) => sum + total.usd, 0);
  // So little that the first run ends before it is through.
  const caps = [0.5 * 200 * most.get("question 1")!, undefined];
  try {
    const spent: number[] = [];
    for (const budgetUsd of caps) {
      await using journal = await openSqliteJournal(`${folder}/journal.sqlite`);
      await using engine = createEngine({
        config: { providers: { own }, budgetUsd },
        journal,
        prices,
        random: () => 0,
      });
      const answers = await Array.fromAsync(engine.run(asks, { label: "test" }));
      spent.push(engine.spentUsd);
      if (budgetUsd !== undefined) {
        assert(engine.spentUsd <= budgetUsd, `${engine.spentUsd} of ${budgetUsd}`);
        assert(answers.some(([, { outcome }]) => outcome === "not_run"));
      }
      const total = spent.reduce((sum, s) => sum + s, 0);
      near(total, account());
      const totals = await journal.totals();
      near(usd(totals), total);
      assertEquals(totals[0]!.unpriced, 0);
      assertEquals(await recharge(journal, { own }, () => PRICE), 0);
    }
    const kinds = Map.groupBy(served, ({ kind }) => kind);
    assertEquals([...kinds.keys()].sort(), ["error", "garbled", "told", "untold"]);
    await using journal = await openSqliteJournal(`${folder}/journal.sqlite`, { readOnly: true });
    const notes = await journal.noteNames("malformed/");
    assertEquals(notes.length, kinds.get("garbled")!.length);
    console.log(
      `served ${[...kinds].map(([kind, of]) => `${kind} ${of.length}`).join(", ")}; spent $${
        account().toFixed(4)
      } by the provider, the cap and the totals alike`,
    );

    await Deno.copyFile("data/sample_taxonomy.csv", `${folder}/values.csv`);
    const config = {
      name: "money",
      seed: 1,
      taxonomy: "values.csv",
      pairs: 2,
      generators: [model],
      panel: [model],
      rubricJudge: model,
      positionJudges: [model],
      embedder: { model, dimensions: 32 },
      providers: { own },
    };
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    const output = { out: say, err: say };
    const never = new AbortController().signal;
    assertEquals(await study(["status", folder, "--json"], never, output), 0);
    near(usd(JSON.parse(said[0]!).totals), account());
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
