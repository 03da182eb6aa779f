/** The engine with a durable SQLite journal. */
import { createEngine } from "../../../lib/querying/create_engine.ts";
import type { Ask } from "../../../lib/querying/engine.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";

const [baseUrl, calls, concurrency, folder] = [
  Deno.args[0]!,
  Number(Deno.args[1]),
  Number(Deno.args[2]),
  Deno.args[3]!,
];
const model = {
  key: "bench",
  provider: "bench",
  model: "bench",
  parameters: { temperature: 1, maxTokens: 100 },
};

function* asks(): Generator<Ask> {
  for (let i = 0; i < calls; i++) {
    yield {
      stage: "respond",
      prompt: "respond@1",
      model,
      messages: [{ role: "user", content: `Question ${i}: is honesty always kind?` }],
    };
  }
}

const began = performance.now();
await using journal = await openSqliteJournal(`${folder}/journal.sqlite`);
await using engine = createEngine({
  config: { providers: { bench: { api: "openai", baseUrl, concurrency } } },
  journal,
});
let answered = 0;
for await (const [, answer] of engine.run(asks(), { label: "bench", total: calls })) {
  if (answer.outcome === "answered") answered++;
}
const seconds = (performance.now() - began) / 1000;
const kept = (await journal.totals()).reduce((sum, total) => sum + total.completions, 0);
if (answered !== calls || kept !== calls) {
  throw new Error(`Expected ${calls} answers, all journaled, but found ${answered} and ${kept}`);
}
console.log(JSON.stringify({ seconds }));
