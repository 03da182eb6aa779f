/**
 * Appends completions with long bodies until the disk is full. Prints one line per fact: how many were acknowledged,
 * the error, and whether an append works again after room was made. Arguments: the journal, a file whose removal
 * makes room (or nothing).
 */
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { sampleCompletion } from "../study/samples.ts";

const [path, ballast] = Deno.args as [string, string?];
const journal = await openSqliteJournal(path);
let acknowledged = 0;
try {
  for (let i = 0; i < 100_000; i += 10) {
    const group = Array.from({ length: 10 }, (_, k) => {
      const noise = crypto.getRandomValues(new Uint8Array(3_000)).toBase64();
      return sampleCompletion(i + k, { body: JSON.stringify({ number: i + k, noise }) });
    });
    await Promise.all(group.map((completion) => journal.append(completion)));
    acknowledged += group.length;
  }
} catch (error) {
  console.log(JSON.stringify({
    acknowledged,
    name: (error as Error).name,
    fault: (error as { fault?: string }).fault,
    message: (error as Error).message,
  }));
}
if (ballast) {
  Deno.removeSync(ballast);
  await journal.append(sampleCompletion(acknowledged + 1_000_000));
  console.log("an append works again");
}
await journal.close();
