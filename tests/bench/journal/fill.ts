/** Fills a journal: `fill.ts PATH COUNT`, many appends in flight as in a run; every completion is charged. */
import process from "node:process";
import { callOfAsk } from "../../../lib/querying/call_of_ask.ts";
import { callKey } from "../../../lib/study/call.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { benchAsk, benchBody } from "./bench_asks.ts";

const IN_FLIGHT = 500;
const [path, count] = [Deno.args[0]!, Number(Deno.args[1])];
const began = performance.now();
await using journal = await openSqliteJournal(path);
let next = 0;
await Promise.all(Array.from({ length: IN_FLIGHT }, async () => {
  while (next < count) {
    const i = next++;
    const { call } = callOfAsk("openai", benchAsk(i));
    const key = callKey(call);
    await Promise.all([
      journal.append({
        key,
        call,
        status: 200,
        body: benchBody(i),
        requestId: `req_${i}`,
        source: "live",
        startedAt: Date.now() - 500,
        endedAt: Date.now(),
        attempts: 1,
      }),
      journal.charge({
        key,
        inputTokens: 40,
        cachedInputTokens: 0,
        outputTokens: 200,
        usd: (40 + 4 * 200) / 1e6,
      }),
    ]);
  }
}));
await journal.close();
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({ seconds: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 }),
);
