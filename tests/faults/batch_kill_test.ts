import { assertEquals, assertGreater } from "@std/assert";
import { loadBatches } from "../../lib/querying/batches/batch_record.ts";
import { Random } from "../../lib/study/random.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { fakeBatches } from "../querying/batches/fake_batches.ts";
import { start } from "./processes.ts";

const KILLS = Number(Deno.env.get("FAULTLINE_BATCH_KILLS") ?? 24);
/** Calls that come new with each run: a batch of a few at each of the three providers. */
const CALLS = 9;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test(`${KILLS} kills around the submission of batches: each call is submitted once, and answered`, async () => {
  const random = new Random("batch kills");
  const folder = await Deno.makeTempDir();
  const path = `${folder}/journal.sqlite`;
  await using fake = fakeBatches((text) => `batched ${text}`);
  let lost = 0;
  fake.answer = async () => {
    await pause(random.next() * 120);
    if (random.next() > 0.2) return "give";
    lost++;
    return "lose";
  };
  let asked = 0;
  const submitting = new Set<string>();
  const run = () => start("batch_worker.ts", [path, fake.url, "0", `${asked}`]);
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      asked += CALLS;
      fake.looks = Math.floor(random.next() * 4);
      const before = fake.submitted.length;
      const worker = run();
      await worker.line();
      // Half of them as soon as a provider has a batch, before its answer is durable.
      if (kill % 2 === 0) {
        for (let i = 0; i < 1_000 && fake.submitted.length === before; i++) await pause(1);
        await pause(random.next() * 30);
      } else await pause(random.next() * 400);
      await worker.kill();
      await using journal = await openSqliteJournal(path);
      for (const { id, state, name } of await loadBatches(journal)) {
        if (id === null && state === "submitting") submitting.add(name);
      }
    }
    fake.looks = 0;
    const last = run();
    await last.line();
    assertEquals(JSON.parse((await last.line())!), { answered: asked });
    await last.kill();
    await using journal = await openSqliteJournal(path);
    const submissions = fake.submitted.flat();
    assertEquals(new Set(submissions).size, asked);
    assertEquals(submissions.length, asked, "a call was submitted twice");
    assertEquals((await journal.has(submissions)).size, asked);
    const open = (await loadBatches(journal)).filter(({ state }) => state !== "closed");
    assertEquals(open, [], "every batch is closed in the end");
    assertGreater(submitting.size, 0, "some kill must have kept an id from the journal");
    console.log(
      `kills ${KILLS}, ids kept from the journal ${submitting.size}, answers to submissions lost ${lost}: ` +
        `${asked} calls in ${fake.submitted.length} batches, each submitted once and answered`,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
