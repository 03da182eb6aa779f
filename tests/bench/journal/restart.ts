/**
 * Goes on with a study after a restart: `restart.ts PATH FROM TO [once]`. Opens the journal, rebuilds lost charges, and
 * has an engine run the asks FROM to TO, of which the last is not in the journal; with `once` they come from a
 * generator, which cannot be gone through again. Prints the seconds from the start of the process until the engine
 * sends its first call, and ends there.
 */
import process from "node:process";
import { createEngine } from "../../../lib/querying/create_engine.ts";
import { priceOf } from "../../../lib/querying/prices.ts";
import { recharge } from "../../../lib/querying/recharge.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { benchAsk, PRICES, PROVIDERS } from "./bench_asks.ts";

const [path, from, to] = [Deno.args[0]!, Number(Deno.args[1]), Number(Deno.args[2])];
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const since = () => (Date.now() - performance.timeOrigin) / 1000;
const journal = await openSqliteJournal(path);
const opened = since();
await recharge(
  journal,
  PROVIDERS,
  (provider, model) => priceOf(provider, PROVIDERS[provider]!, model, PRICES),
);
const charged = since();
let looked = 0;
const engine = createEngine({
  config: { providers: PROVIDERS },
  journal,
  prices: PRICES,
  fetch: () => {
    console.log(JSON.stringify({ opened, charged, seconds: since(), cpu: cpuSeconds(), looked }));
    Deno.exit(0);
  },
});
function* asks() {
  for (let i = from; i < to; i++) yield benchAsk(i);
}
const source = Deno.args[3] === "once" ? asks() : { [Symbol.iterator]: asks };
for await (const _ of engine.run(source, { label: "bench", total: to - from })) looked++;
throw new Error("Expected a call to be sent but all was in the journal");
