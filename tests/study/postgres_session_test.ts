import { assert, assertEquals, assertRejects } from "@std/assert";
import { JournalError } from "../../lib/study/journal_error.ts";
import { openPostgresJournal } from "../../lib/study/postgres_journal.ts";
import { openPostgres } from "../../lib/study/postgres_open.ts";
import { cuttingProxy } from "./cutting_proxy.ts";
import { administrate, postgresTests } from "./postgres_server.ts";
import { sampleCompletion } from "./samples.ts";

const own = postgresTests();
const open = (schema: string, patience = 5_000) =>
  openPostgres(own.server.address, { schema, connections: 2, patience });

own.test("PostgresSession repeats a transaction whose connection was ended between or during its statements", async () => {
  const session = await open("ended");
  await using admin = await administrate(own.server.address);
  for (const during of [false, true]) {
    let tries = 0;
    const n = await session.transaction(async (run) => {
      await run("INSERT INTO notes VALUES ($1, '')", [`${during}`]);
      if (++tries < 3) {
        const [row] = await run<{ pid: number }>("SELECT pg_backend_pid() AS pid");
        const slow = during ? run("SELECT pg_sleep(5)") : undefined;
        slow?.catch(() => {});
        await admin.rows("SELECT pg_terminate_backend($1)", [row!.pid]);
        await (slow ?? run("SELECT 1"));
      }
      return 7;
    });
    assertEquals([n, tries], [7, 3]);
  }
  assertEquals((await session.read("SELECT 1 FROM notes")).length, 2);
  await session.end();
});

own.test("PostgresSession reads on after its idle connections were ended", async () => {
  const session = await open("idle");
  await using admin = await administrate(own.server.address);
  for (let i = 0; i < 3; i++) {
    await Promise.all([session.read("SELECT 1"), session.read("SELECT 1")]);
    await admin.rows(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'faultline'",
    );
    assertEquals(await session.read<{ n: number }>("SELECT 2 AS n"), [{ n: 2 }]);
  }
  await session.end();
});

own.test("PostgresSession does not repeat what no repetition mends, and rolls it back", async () => {
  const session = await open("wrong");
  let tries = 0;
  const error = await assertRejects(
    () =>
      session.transaction(async (run) => {
        tries++;
        await run("INSERT INTO notes VALUES ('a', 'b')");
        await run("SELECT * FROM nowhere");
      }),
    JournalError,
    "Expected the journal's server to answer",
  );
  assertEquals([tries, error.fault], [1, "store"]);
  await assertRejects(
    () =>
      session.transaction(async (run) => {
        await run("INSERT INTO notes VALUES ('a', 'b')");
        throw new RangeError("our own");
      }),
    RangeError,
    "our own",
  );
  assertEquals(await session.read("SELECT 1 FROM notes"), []);
  await session.end();
});

own.test("PostgresSession gives up once its patience is over", async () => {
  const session = await open("patience", 400);
  const down = own.server.restart("fast", 2_500);
  await new Promise((resolve) => setTimeout(resolve, 700));
  const began = performance.now();
  await assertRejects(() => session.read("SELECT 1"), JournalError, "nothing that listens");
  const took = performance.now() - began;
  assert(took >= 400 && took < 2_000, `${took}`);
  await down;
  assertEquals(await session.read<{ n: number }>("SELECT 1 AS n"), [{ n: 1 }]);
  await session.end();
});

own.test("a commit whose answer was lost takes effect once", async () => {
  const { port } = new URL(own.server.address);
  using proxy = cuttingProxy(Number(port));
  const address = own.server.address.replace(`:${port}`, `:${proxy.port}`);
  await using journal = await openPostgresJournal(address, { schema: "faultline_cut" });
  const charge = { provider: "p", model: "m", texts: 1, inputTokens: 1, usd: 1 };
  for (let i = 0; i < 6; i++) {
    proxy.cuts = 1 + i % 2;
    await Promise.all([
      journal.appendEmbeddings(new Map(), charge),
      journal.append(sampleCompletion(i)),
    ]);
    await journal.setNote("spare", `${proxy.cuts}`);
  }
  assertEquals(proxy.cuts, 0);
  const totals = await journal.totals();
  // A charge for embeddings has no key of its own: written twice, it would count twice.
  assertEquals(
    totals.map(({ stage, completions, usd }) => [stage, completions, usd]).sort(),
    [["embed", 6, 6], ["respond", 6, 0]],
  );
});
