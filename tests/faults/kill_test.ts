import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { recharge } from "../../lib/querying/recharge.ts";
import { Random } from "../../lib/study/random.ts";
import type { Journal } from "../../lib/study/journal.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import {
  ANSWER_USD,
  CHAOS_PRICES,
  chaosKey,
  chaosProviders,
  IN_FLIGHT,
  question,
} from "./chaos_study.ts";
import { start } from "./processes.ts";

const KILLS = Number(Deno.env.get("FAULTLINE_KILLS") ?? 200);
/** By how many questions the next run goes on, and how many it asks: most of them overlap. */
const STEP = 12, WINDOW = 150;

interface Served {
  readonly question: string;
  readonly kind: string;
}

async function lines(path: string): Promise<string[]> {
  return (await Deno.readTextFile(path)).split("\n").slice(0, -1);
}

Deno.test(`${KILLS} kills at random points among a provider's faults lose and repeat nothing`, async () => {
  const folder = await Deno.makeTempDir();
  const [path, log, acks] = ["journal.sqlite", "served.jsonl", "acks"].map((n) =>
    `${folder}/${n}`
  ) as [string, string, string];
  const random = new Random("kills");
  const server = start("chaos_server.ts", [log, "1"]);
  const port = (await server.line())!;
  const byKey = new Map<string, string>();
  for (let i = 0; i < KILLS * STEP + WINDOW; i++) byKey.set(chaosKey(i), question(i));
  await Deno.writeTextFile(acks, "");

  let killedEarly = 0;
  let lostCharges = 0;
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const from = kill * STEP;
      const worker = start("worker.ts", [path, acks, port, `${from}`, `${from + WINDOW}`]);
      // Now and then before it has begun to ask: while the journal is being opened.
      if (random.next() < 0.1) {
        killedEarly++;
        await new Promise((resolve) => setTimeout(resolve, 100 + random.next() * 200));
      } else {
        await worker.line();
        await new Promise((resolve) => setTimeout(resolve, random.next() * 350));
      }
      await worker.kill();

      const acknowledged = new Set(await lines(acks));
      await using journal = await openSqliteJournal(path, {
        note: (sentence) => assert(false, `a kill must not damage the journal: ${sentence}`),
      });
      const there = await journal.has([...acknowledged]);
      assertEquals(there.size, acknowledged.size, "an acknowledged completion is lost");
      if (kill % 20 === 19 || kill === KILLS - 1) lostCharges += await check(journal, kill + 1);
    }

    const from = KILLS * STEP;
    const last = start("worker.ts", [path, acks, port, `${from}`, `${from + WINDOW}`]);
    await last.line();
    const outcomes = JSON.parse((await last.line())!) as Record<string, number>;
    await last.kill();
    assertEquals(
      (outcomes["answered"] ?? 0) + (outcomes["truncated"] ?? 0),
      WINDOW,
      `after all kills a run ends with every answer: ${JSON.stringify(outcomes)}`,
    );
    await report();
  } finally {
    await server.kill();
    await Deno.remove(folder, { recursive: true });
  }

  /** Reads the whole journal against what the provider says it served; returns how many charges were rebuilt. */
  async function check(journal: Journal, kills: number): Promise<number> {
    const seen = new Set<string>();
    for await (const { key, body } of journal.completions()) {
      assert(!seen.has(key), "a key stands twice");
      seen.add(key);
      const said = JSON.parse(body).choices[0].message.content;
      assertEquals(said, `You asked: ${byKey.get(key)}`, "a key has another prompt's answer");
    }
    const served = (await lines(log)).map((line) => JSON.parse(line) as Served)
      .filter(({ kind }) => kind === "served");
    const asked = new Set(served.map((line) => line.question));
    for (const key of seen) assert(asked.has(byKey.get(key)!), "an answer that was never served");
    const unseen = served.length - seen.size;
    assert(unseen >= 0);
    assert(
      unseen <= kills * IN_FLIGHT,
      `${unseen} answers were paid and lost, more than were in flight at ${kills} kills`,
    );
    const price = CHAOS_PRICES.providers["chaos"]!["chaos-1"]!;
    const rebuilt = await recharge(journal, chaosProviders(0), () => price);
    const [total] = await journal.totals();
    assertEquals(total!.unpriced, 0);
    assertAlmostEquals(total!.usd, (served.length - unseen) * ANSWER_USD, 1e-9);
    return rebuilt;
  }

  async function report(): Promise<void> {
    const counts = new Map<string, number>();
    for (const line of await lines(log)) {
      const { kind } = JSON.parse(line) as Served;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    await using journal = await openSqliteJournal(path, { readOnly: true });
    const [total] = await journal.totals();
    const acknowledged = (await lines(acks)).length;
    console.log(
      `kills ${KILLS} (${killedEarly} while starting); answers acknowledged ${acknowledged}, journaled ${
        total!.completions
      }, served ${counts.get("served")} (${
        counts.get("served")! - total!.completions
      } in flight at a kill); charges rebuilt ${lostCharges}; faults ${
        [...counts].filter(([kind]) => kind !== "served").map(([k, n]) => `${k} ${n}`).join(", ")
      }; lost 0, duplicates 0, mixed up 0`,
    );
    for await (const entry of Deno.readDir(folder)) {
      const bytes = await Deno.readFile(`${folder}/${entry.name}`);
      assert(
        !new TextDecoder("latin1").decode(bytes).includes("planted-key"),
        `the provider's key stands in ${entry.name}`,
      );
    }
  }
});
