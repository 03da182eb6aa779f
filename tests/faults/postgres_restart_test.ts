import { assert, assertEquals } from "@std/assert";
import { openPostgresJournal } from "../../lib/study/postgres_journal.ts";
import { postgresTests } from "../study/postgres_server.ts";
import { sampleCompletion } from "../study/samples.ts";
import { chaosKey, IN_FLIGHT } from "./chaos_study.ts";
import { start } from "./processes.ts";

const QUESTIONS = 300;
const own = postgresTests();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

own.test("a PostgreSQL server that restarts in the middle ends no run and loses nothing", async () => {
  const folder = await Deno.makeTempDir();
  const log = `${folder}/served`;
  const server = start("chaos_server.ts", [log, "4"]);
  const port = (await server.line())!;
  const workers = [0, 1].map((i) =>
    start("worker.ts", [own.server.address, `${folder}/acks${i}`, port, "0", `${QUESTIONS}`])
  );
  try {
    await Promise.all(workers.map((worker) => worker.line()));
    await pause(500);
    // As a crash does, and as an upgrade does.
    await own.server.restart("immediate", 500);
    await pause(300);
    await own.server.restart("fast", 1_000);
    for (const worker of workers) {
      const outcomes = JSON.parse((await worker.line())!) as Record<string, number>;
      assertEquals((outcomes["answered"] ?? 0) + (outcomes["truncated"] ?? 0), QUESTIONS);
    }
    await using journal = await openPostgresJournal(own.server.address, {
      schema: "faultline_chaos",
    });
    const keys = Array.from({ length: QUESTIONS }, (_, i) => chaosKey(i));
    assertEquals((await journal.has(keys)).size, QUESTIONS);
    const acknowledged = new Set<string>();
    for (const i of [0, 1]) {
      const lines = (await Deno.readTextFile(`${folder}/acks${i}`)).split("\n").slice(0, -1);
      for (const key of lines) acknowledged.add(key);
    }
    assertEquals((await journal.has([...acknowledged])).size, acknowledged.size);
    const served = (await Deno.readTextFile(log)).match(/"served"/g)!.length;
    assert(served - QUESTIONS <= 2 * IN_FLIGHT, `${served - QUESTIONS} answers were paid twice`);
    console.log(
      `2 restarts: ${QUESTIONS} answered for 2 workers, ${acknowledged.size} acknowledged, 0 lost, served ${served}`,
    );
  } finally {
    for (const worker of workers) await worker.kill();
    await server.kill();
    await Deno.remove(folder, { recursive: true });
  }
});

own.test("what was acknowledged before a crash of the server is there after it, each once", async () => {
  const schema = "faultline_crash";
  const journal = await openPostgresJournal(own.server.address, { schema });
  const charge = { provider: "p", model: "m", texts: 1, inputTokens: 1, usd: 1 };
  const acknowledged: string[] = [];
  let embedded = 0;
  let over = false;
  const write = async (from: number) => {
    for (let i = from; !over; i += 8) {
      const completion = sampleCompletion(i);
      await Promise.all([
        journal.append(completion).then(() => acknowledged.push(completion.key)),
        journal.appendEmbeddings(new Map(), charge).then(() => embedded++),
      ]);
    }
  };
  const writers = Array.from({ length: 8 }, (_, i) => write(i));
  for (const mode of ["immediate", "fast", "immediate"] as const) {
    await pause(400);
    await own.server.restart(mode, 100);
  }
  await pause(400);
  over = true;
  await Promise.all(writers);
  assertEquals((await journal.has(acknowledged)).size, acknowledged.length);
  const totals = await journal.totals();
  assertEquals(
    totals.map(({ stage, completions }) => [stage, completions]).sort(),
    [["embed", embedded], ["respond", acknowledged.length]],
  );
  console.log(`3 restarts: ${acknowledged.length} acknowledged, 0 lost, 0 doubled`);
  await journal.close();
});
