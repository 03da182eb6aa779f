import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { callOfAsk } from "../../lib/querying/call_of_ask.ts";
import { mostCost } from "../../lib/querying/charging.ts";
import { recharge } from "../../lib/querying/recharge.ts";
import { Random } from "../../lib/study/random.ts";
import type { Journal } from "../../lib/study/journal.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import {
  ANSWER_USD,
  CHAOS_PRICES,
  chaosAsk,
  chaosKey,
  chaosProviders,
  IN_FLIGHT,
  question,
} from "./chaos_study.ts";
import { start } from "./processes.ts";

const KILLS = Number(Deno.env.get("FAULTLINE_KILLS") ?? 200);
/** By how many questions the next run goes on, and how many it asks: most of them overlap. */
const STEP = 12, WINDOW = 150;

/** Of so many kills in a row the last ones hit a run whose charges all come too late. */
const EVERY = 20, LATE = 3;

interface Served {
  readonly question: string;
  readonly kind: string;
  readonly run: number;
  readonly id: string;
}

/** The most that the answer to a question can cost. */
function mostOf(question: string): number {
  const { call } = callOfAsk("openai", chaosAsk(Number(/\d+/.exec(question)![0])));
  return mostCost("openai", call, CHAOS_PRICES.providers["chaos"]!["chaos-1"]!);
}

async function lines(path: string): Promise<string[]> {
  return (await Deno.readTextFile(path)).split("\n").slice(0, -1);
}

Deno.test(`${KILLS} kills at random points among a provider's faults lose and repeat nothing`, async () => {
  const folder = await Deno.makeTempDir();
  const [path, log, acks, record] = ["journal.sqlite", "served.jsonl", "acks", "sent"].map((n) =>
    `${folder}/${n}`
  ) as [string, string, string, string];
  const random = new Random("kills");
  const server = start("chaos_server.ts", [log, "1"]);
  const port = (await server.line())!;
  const byKey = new Map<string, string>();
  for (let i = 0; i < KILLS * STEP + WINDOW; i++) byKey.set(chaosKey(i), question(i));
  await Deno.writeTextFile(acks, "");
  await Deno.writeTextFile(record, "");

  let killedEarly = 0;
  let lostCharges = 0;
  let mostLost = 0;
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const from = kill * STEP;
      const late = kill % EVERY >= EVERY - LATE || kill >= KILLS - LATE;
      const worker = start("worker.ts", [
        ...[path, acks, port, `${from}`, `${from + WINDOW}`, `${kill}`, record],
        ...late ? ["late"] : [],
      ]);
      // Now and then before it has begun to ask: while the journal is being opened.
      if (random.next() < 0.1 && !late) {
        killedEarly++;
        await new Promise((resolve) => setTimeout(resolve, 100 + random.next() * 200));
      } else {
        await worker.line();
        const least = late ? 200 : 0;
        await new Promise((resolve) => setTimeout(resolve, least + random.next() * 350));
      }
      await worker.kill();

      const acknowledged = new Set(await lines(acks));
      await using journal = await openSqliteJournal(path, {
        note: (sentence) => assert(false, `a kill must not damage the journal: ${sentence}`),
      });
      const there = await journal.has([...acknowledged]);
      assertEquals(there.size, acknowledged.size, "an acknowledged completion is lost");
      if (kill % EVERY === EVERY - 1 || kill === KILLS - 1) lostCharges += await check(journal);
    }

    const from = KILLS * STEP;
    const last = start("worker.ts", [
      ...[path, acks, port, `${from}`, `${from + WINDOW}`, `${KILLS}`, record],
    ]);
    await last.line();
    const outcomes = JSON.parse((await last.line())!) as Record<string, number>;
    await last.kill();
    assertEquals(
      (outcomes["answered"] ?? 0) + (outcomes["truncated"] ?? 0),
      WINDOW,
      `after all kills a run ends with every answer: ${JSON.stringify(outcomes)}`,
    );
    assert(lostCharges > 0, "a kill between an answer and its charge must have lost charges");
    await report();
  } finally {
    await server.kill();
    await Deno.remove(folder, { recursive: true });
  }

  /** Reads the whole journal against what the provider says it served; returns how many charges were rebuilt. */
  async function check(journal: Journal): Promise<number> {
    const seen = new Set<string>();
    const kept = new Set<string>();
    for await (const { key, body, requestId } of journal.completions()) {
      kept.add(requestId!);
      assert(!seen.has(key), "a key stands twice");
      seen.add(key);
      const said = JSON.parse(body).choices[0].message.content;
      assertEquals(said, `You asked: ${byKey.get(key)}`, "a key has another prompt's answer");
    }
    const served = (await lines(log)).map((line) => JSON.parse(line) as Served)
      .filter(({ kind }) => kind === "served");
    const asked = new Set(served.map((line) => line.question));
    for (const key of seen) assert(asked.has(byKey.get(key)!), "an answer that was never served");
    // Each serving has an id: those that no completion bears were paid and lost, by the run that asked for them.
    const lost = served.filter(({ id }) => !kept.has(id));
    const sent = new Set(await lines(record));
    for (const [run, own] of Map.groupBy(lost, (line) => line.run)) {
      // A call's place is free again when its answer comes, so as many again may wait for their commit.
      assert(
        own.length <= 2 * IN_FLIGHT,
        `${own.length} answers were paid and lost at kill ${run}, more than were under way`,
      );
      for (const line of own) {
        assert(sent.has(JSON.stringify([`${run}`, line.question])), "lost but never sent");
      }
      mostLost = Math.max(mostLost, own.length);
    }
    const unseen = served.length - seen.size;
    assertEquals(unseen, lost.length, "every completion is one serving");
    const price = CHAOS_PRICES.providers["chaos"]!["chaos-1"]!;
    const rebuilt = await recharge(journal, chaosProviders(0), () => price);
    const [total] = await journal.totals();
    assertEquals(total!.unpriced, 0);
    // What was garbled, broke off or came too late may be paid too, and counts for the most that it can have cost.
    let wasted = 0;
    const faults = (await lines(log)).map((line) => (JSON.parse(line) as Served).kind);
    for (
      const [prefix, kinds] of [["malformed/", ["malformed"]], [
        "unanswered/",
        ["hang", "disconnect"],
      ]] as const
    ) {
      const notes = await journal.noteNames(prefix);
      for (const note of notes) wasted += mostOf(byKey.get(note.split("/")[1]!)!);
      const sent = faults.filter((kind) => kinds.some((of) => of === kind)).length;
      assert(notes.length <= sent, `${notes.length} notes of ${prefix} but ${sent} faults`);
      assert(sent < 20 || notes.length > 0, `no note of ${prefix}`);
    }
    assertAlmostEquals(total!.usd, (served.length - unseen) * ANSWER_USD + wasted, 1e-6);
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
      } in flight at a kill, at most ${mostLost} at one); charges rebuilt ${lostCharges}; faults ${
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
