import { assert, assertEquals } from "@std/assert";
import type { Clock } from "../../lib/querying/clock.ts";
import { createEngine } from "../../lib/querying/create_engine.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { asksOf } from "../querying/mock_providers.ts";

/** A clock by which an hour is over in 18 seconds. */
const SPEED = 200;
const fast: Clock = {
  now: () => performance.now() * SPEED,
  after(milliseconds, then) {
    const id = setTimeout(then, milliseconds / SPEED);
    return () => clearTimeout(id);
  },
};
const OUTAGE = 15 * 60_000;
const CALLS = 1500;

const answer = () =>
  Response.json({
    choices: [{ finish_reason: "stop", message: { content: "Yes." } }],
    usage: { prompt_tokens: 10, completion_tokens: 5 },
  });

/** How a provider or the network is away, and the most requests that may come meanwhile; some 250 are under way first. */
const WAYS: readonly (readonly [string, () => Response, number])[] = [
  [
    "refuses everything and tells to come back at once",
    () => new Response("{}", { status: 429, headers: { "retry-after-ms": "20" } }),
    700,
  ],
  ["gives only errors of its own", () => new Response("{}", { status: 500 }), 500],
  ["breaks every connection", () => {
    throw new TypeError("client error (SendRequest): connection closed");
  }, 500],
  ["cannot be reached", () => {
    throw new TypeError("client error (Connect): dns error");
  }, 400],
];

for (const [how, away, most] of WAYS) {
  Deno.test(`a run is whole when its provider ${how} for a quarter of an hour, and does not beat at its door`, async () => {
    const times: number[] = [];
    let left = Infinity;
    const fetch = (async () => {
      const now = fast.now();
      // The outage begins once a third is answered.
      if (times.length === CALLS / 3) left = now;
      times.push(now);
      await new Promise((resolve) => setTimeout(resolve, 2000 / SPEED));
      return now >= left && now < left + OUTAGE ? away() : answer();
    }) as unknown as typeof globalThis.fetch;
    await using journal = await openSqliteJournal(":memory:");
    const own = { api: "openai" as const, baseUrl: "http://provider.invalid/v1" };
    const asks = asksOf(CALLS, [{ key: "m", provider: "own", model: "m" }]);
    const outcomes = new Set<string>();
    {
      await using engine = createEngine({
        config: { providers: { own } },
        journal,
        fetch,
        clock: fast,
      });
      for await (const [, { outcome }] of engine.run(asks, { label: "test" })) {
        outcomes.add(outcome);
      }
    }
    assertEquals([...outcomes], ["answered"]);
    const meanwhile = times.filter((t) => t >= left && t < left + OUTAGE).length;
    assert(meanwhile > 0 && meanwhile < most, `${meanwhile} requests`);
  });
}
