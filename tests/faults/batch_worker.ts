/**
 * A run that will be killed: asks questions `from` to `to` by provider batches. Arguments: the journal's path, the
 * address of the providers, `from`, `to`. Prints `ready` when it begins to ask, and its outcomes at the end.
 */
import { createEngine } from "../../lib/querying/create_engine.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { asksOf } from "../querying/mock_providers.ts";

const [path, url, from, to] = Deno.args as [string, string, string, string];
await using journal = await openSqliteJournal(path);
const engine = createEngine({
  config: {
    providers: {
      openai: { api: "openai", baseUrl: `${url}/v1`, batch: true },
      anthropic: { api: "anthropic", baseUrl: url, batch: true },
      google: { api: "google", baseUrl: url, batch: true },
    },
  },
  journal,
  env: () => "none",
  batchSeconds: { gather: 0.02, poll: 0.03 },
});
const asks = asksOf(Number(to)).slice(Number(from));
console.log("ready");
const outcomes: Record<string, number> = {};
for await (const [, { outcome }] of engine.run(asks, { label: "batches" })) {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}
await engine[Symbol.asyncDispose]();
await journal.close();
console.log(JSON.stringify(outcomes));
