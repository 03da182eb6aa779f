import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { testJournal } from "./journal_suite.ts";

testJournal("sqlite journal", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/journal.sqlite`;
  let journal = await openSqliteJournal(path);
  return {
    journal,
    async reopen() {
      await journal.close();
      return journal = await openSqliteJournal(path);
    },
    async dispose() {
      await journal.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
});
