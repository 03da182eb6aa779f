import { assert, assertEquals } from "@std/assert";
import { openPostgresJournal } from "../../lib/study/postgres_journal.ts";
import { administrate, findPostgres, startPostgres } from "../study/postgres_server.ts";
import { chaosKey, IN_FLIGHT } from "./chaos_study.ts";
import { type Process, start } from "./processes.ts";

const QUESTIONS = 300;
const bin = findPostgres();
if (bin === null && Deno.env.get("CI")) {
  throw new Error("Expected a PostgreSQL server (Debian's postgresql) but found none");
}

Deno.test({
  name: `three workers share a study on PostgreSQL, and two finish it when one is killed${
    bin ? "" : " (skipped: no PostgreSQL server is installed)"
  }`,
  ignore: bin === null,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const log = `${folder}/served`;
    await using database = await startPostgres(bin!);
    const server = start("chaos_server.ts", [log, "3"]);
    const port = (await server.line())!;
    const workers: Process[] = [];
    const startWorker = async () => {
      const acks = `${folder}/acks${workers.length}`;
      const args = [database.address, acks, port, "0", `${QUESTIONS}`];
      const worker = start("worker.ts", args);
      workers.push(worker);
      await worker.line();
    };
    await using admin = await administrate(database.address, "faultline_chaos");
    try {
      // The first begins alone, so that its claims are known for its own.
      await startWorker();
      let first: string | undefined;
      while (first === undefined) {
        const rows = await admin.rows<{ worker: string }>(
          "SELECT worker FROM claims WHERE worker <> '' LIMIT 1",
        );
        first = rows[0]?.worker;
      }
      await Promise.all([startWorker(), startWorker()]);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await workers[0]!.kill();
      await using journal = await openPostgresJournal(database.address, {
        schema: "faultline_chaos",
      });
      // The dead worker's leases are over at once, so that the test need not wait for them.
      const left = await admin.rows(
        "UPDATE claims SET until = '-infinity' WHERE worker = $1 RETURNING key",
        [first],
      );
      for (const worker of workers.slice(1)) {
        const outcomes = JSON.parse((await worker.line())!) as Record<string, number>;
        assertEquals((outcomes["answered"] ?? 0) + (outcomes["truncated"] ?? 0), QUESTIONS);
      }
      const keys = Array.from({ length: QUESTIONS }, (_, i) => chaosKey(i));
      assertEquals((await journal.has(keys)).size, QUESTIONS);
      const served = (await Deno.readTextFile(log)).match(/"served"/g)!.length;
      // A call's place is free again when its answer comes, so as many again may wait for their commit.
      assert(served - QUESTIONS <= 2 * IN_FLIGHT, `${served - QUESTIONS} answers were paid twice`);
      const acknowledged = await Promise.all(
        [0, 1, 2].map(async (i) =>
          (await Deno.readTextFile(`${folder}/acks${i}`).catch(() => "")).split("\n").length - 1
        ),
      );
      console.log(
        `3 workers, 1 killed with ${left.length} claims: acknowledged ${
          acknowledged.join(" + ")
        }, served ${served} for ${QUESTIONS} questions`,
      );
    } finally {
      for (const worker of workers) await worker.kill();
      await server.kill();
      await Deno.remove(folder, { recursive: true });
    }
  },
});
