import {
  assert,
  assertEquals,
  assertGreater,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { JournalError } from "../../lib/study/journal_error.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { sampleCompletion } from "../study/samples.ts";

const COUNT = 400;
const PAGE = 4_096;
const all = Array.from(
  { length: COUNT },
  (_, i) => sampleCompletion(i, { body: "x".repeat(i % 700) }),
);

async function makeJournal(folder: string): Promise<string> {
  const path = `${folder}/journal.sqlite`;
  await using journal = await openSqliteJournal(path);
  await Promise.all(all.map((completion) => journal.append(completion)));
  for (const { key } of all) {
    await journal.charge({ key, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, usd: 1 });
  }
  await journal.setNote("kept", "yes");
  return path;
}

/** Overwrites part of a file; to `size` where there is nothing to write. */
function damage(path: string, at: number, bytes: Uint8Array | null): void {
  using file = Deno.openSync(path, { read: true, write: true });
  if (bytes === null) return file.truncateSync(at);
  file.seekSync(at, Deno.SeekMode.Start);
  file.writeSync(bytes);
}

const noise = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const KINDS: Record<string, (path: string, page: number) => void> = {
  "zeros": (path, page) => damage(path, page * PAGE, new Uint8Array(PAGE)),
  "noise": (path, page) => damage(path, page * PAGE, noise(PAGE)),
  "a half-written page": (path, page) => damage(path, page * PAGE + PAGE / 2, noise(PAGE / 2)),
  "a file cut short": (path, page) => damage(path, page * PAGE, null),
};

for (const [kind, harm] of Object.entries(KINDS)) {
  Deno.test(`a last page lost to ${kind} is found on opening, told in one sentence and recovered`, async () => {
    const folder = await Deno.makeTempDir();
    const path = await makeJournal(folder);
    const lastPage = Deno.statSync(path).size / PAGE - 1;
    harm(path, lastPage);
    const notes: string[] = [];
    {
      await using journal = await openSqliteJournal(path, { note: (s) => notes.push(s) });
      assertEquals(notes.length, 1);
      assertStringIncludes(notes[0]!, "the journal was damaged");
      const found = await journal.find(all.map(({ key }) => key));
      for (const completion of all) {
        const there = found.get(completion.key);
        if (there) assertEquals(there, completion);
      }
      assertGreater(found.size, COUNT - 40);
      // Where the damage hides how many there were, the sentence says so instead of naming a number.
      assertMatch(
        notes[0]!,
        new RegExp(`${found.size} of (${COUNT}|at least ${found.size}) completions were recovered`),
      );
      const missing = all.filter(({ key }) => !found.has(key));
      for (const completion of missing) await journal.append(completion);
      assertEquals((await journal.has(all.map(({ key }) => key))).size, COUNT);
      console.log(`${kind}: ${found.size} of ${COUNT} recovered, 0 wrong`);
    }
    await using again = await openSqliteJournal(path, { note: (s) => notes.push(s) });
    assertEquals(notes.length, 1);
    assertEquals((await again.noteNames("salvage/")).length, 1);
    assert([...Deno.readDirSync(folder)].some(({ name }) => name.includes(".damaged-")));
    await again.close();
    await Deno.remove(folder, { recursive: true });
  });
}

Deno.test("any one damaged page never gives a wrong answer, and leaves the others", async () => {
  const folder = await Deno.makeTempDir();
  const path = await makeJournal(folder);
  const pages = Deno.statSync(path).size / PAGE;
  let kept = 0, least = COUNT;
  for (let page = 1; page < pages; page += 3) {
    const copy = `${folder}/copy-${page}.sqlite`;
    await Deno.copyFile(path, copy);
    damage(copy, page * PAGE, noise(PAGE));
    await using journal = await openSqliteJournal(copy, { note: () => {} });
    const found = await journal.find(all.map(({ key }) => key));
    for (const completion of all) {
      const there = found.get(completion.key);
      if (there) assertEquals(there, completion);
    }
    kept += found.size;
    least = Math.min(least, found.size);
  }
  console.log(
    `one of ${pages} pages damaged: ${
      Math.round(kept / Math.ceil((pages - 1) / 3))
    } of ${COUNT} recovered on average, ${least} at least`,
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a damaged first page is refused in one sentence, and nothing is changed", async () => {
  const folder = await Deno.makeTempDir();
  const path = await makeJournal(folder);
  damage(path, 0, noise(PAGE));
  const before = await Deno.readFile(path);
  await assertRejects(() => openSqliteJournal(path), JournalError, "restore the file from a copy");
  assertEquals(await Deno.readFile(path), before);
  await Deno.remove(folder, { recursive: true });
});
