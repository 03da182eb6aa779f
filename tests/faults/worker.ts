/**
 * A run that will be killed: asks questions `from` to `to` through the engine, and notes each key after its append
 * resolved. Arguments: the journal (a path, or a postgres address and its schema), the file of acknowledgements, the
 * provider's port, `from`, `to`, the number of the run and a file for its own record of what it sent (both may be left
 * out), and `late` to hold charges back until the kill. Prints `ready` when it begins to ask, and its spending at the end.
 */
import { createEngine } from "../../lib/querying/create_engine.ts";
import type { Journal } from "../../lib/study/journal.ts";
import { openPostgresJournal } from "../../lib/study/postgres_journal.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { CHAOS_PRICES, chaosAsk, chaosProviders } from "./chaos_study.ts";

const [place, acknowledgements, port, from, to, run = "0", record, late] = Deno.args as [
  string,
  string,
  string,
  string,
  string,
  string?,
  string?,
  string?,
];
const sent = record && Deno.openSync(record, { append: true, create: true });
const inner = place.startsWith("postgres:")
  ? await openPostgresJournal(place, { schema: "faultline_chaos" })
  : await openSqliteJournal(place);
const file = Deno.openSync(acknowledgements, { append: true, create: true });
const journal: Journal = new Proxy(inner, {
  get(target, name) {
    if (name === "append") {
      return async (completion: Parameters<Journal["append"]>[0]) => {
        await target.append(completion);
        file.writeSync(new TextEncoder().encode(`${completion.key}\n`));
      };
    }
    if (name === "charge" && late === "late") return () => new Promise<void>(() => {});
    const value = Reflect.get(target, name);
    return typeof value === "function" ? value.bind(target) : value;
  },
});
const engine = createEngine({
  config: { providers: chaosProviders(Number(port)) },
  journal,
  prices: CHAOS_PRICES,
  env: () => "planted-key-5f1c",
  fetch: (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("x-run", run);
    const question = JSON.parse(init!.body as string).messages.at(-1).content;
    if (sent) sent.writeSync(new TextEncoder().encode(`${JSON.stringify([run, question])}\n`));
    return fetch(input, { ...init, headers });
  },
});
const asks = Array.from(
  { length: Number(to) - Number(from) },
  (_, i) => chaosAsk(Number(from) + i),
);
console.log("ready");
const outcomes: Record<string, number> = {};
for await (const [, { outcome }] of engine.run(asks, { label: "chaos" })) {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}
await engine[Symbol.asyncDispose]();
await journal.close();
console.log(JSON.stringify(outcomes));
