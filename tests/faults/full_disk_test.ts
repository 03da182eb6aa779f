import { assert, assertEquals, assertGreater } from "@std/assert";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { sampleCompletion } from "../study/samples.ts";
import { start } from "./processes.ts";

const linuxRoot = Deno.build.os === "linux" && Deno.uid() === 0;

/** Whether a small file system can be mounted here (a container's root may not). */
async function canMount(): Promise<boolean> {
  if (!linuxRoot) return false;
  const folder = await Deno.makeTempDir();
  const mounted = await mount(folder);
  if (mounted) await unmount(folder);
  await Deno.remove(folder);
  return mounted;
}

async function mount(folder: string): Promise<boolean> {
  const args = ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder];
  return (await new Deno.Command("mount", { args, stderr: "null" }).output()).success;
}

async function unmount(folder: string): Promise<void> {
  await new Deno.Command("umount", { args: [folder] }).output();
}

/** Every acknowledged completion is there, whole, and the journal takes more. */
async function checkAll(path: string, acknowledged: number): Promise<void> {
  await using journal = await openSqliteJournal(path, {
    note: (sentence) => assert(false, `a full disk must not damage the journal: ${sentence}`),
  });
  const keys = Array.from({ length: acknowledged }, (_, i) => sampleCompletion(i).key);
  const found = await journal.find(keys);
  keys.forEach((key, i) => assertEquals(JSON.parse(found.get(key)!.body).number, i));
  await journal.append(sampleCompletion(5_000_000));
}

const mountable = await canMount();

Deno.test({
  name: `a full disk rejects appends in one sentence, loses nothing, and heals when there is room${
    mountable ? "" : " (skipped: no file system can be mounted here)"
  }`,
  ignore: !mountable,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    await mount(folder);
    try {
      await Deno.writeFile(`${folder}/ballast`, new Uint8Array(1_000_000));
      const path = `${folder}/journal.sqlite`;
      const worker = start("fill_worker.ts", [path, `${folder}/ballast`]);
      const told = JSON.parse((await worker.line())!);
      assertEquals([told.name, told.fault], ["JournalError", "full"]);
      assert(told.message.includes("the disk is full"), told.message);
      assertGreater(told.acknowledged, 100);
      assertEquals(await worker.line(), "an append works again");
      await worker.kill();
      await checkAll(path, told.acknowledged);
      console.log(`disk full after ${told.acknowledged} acknowledged completions, 0 lost`);
    } finally {
      await unmount(folder);
      await Deno.remove(folder);
    }
  },
});

Deno.test({
  name: "a limit on the size of files rejects appends in one sentence and loses nothing",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/journal.sqlite`;
    // Without its signal the limit is an error of the write, as a quota is.
    const limited = ["sh", "-c", 'trap "" XFSZ; ulimit -f 4000; exec "$@"', "sh"];
    const worker = start("fill_worker.ts", [path], limited);
    const told = JSON.parse((await worker.line())!);
    assertEquals([told.name, told.fault], ["JournalError", "full"]);
    assertGreater(told.acknowledged, 100);
    await worker.kill();
    await checkAll(path, told.acknowledged);
    console.log(`file size limit after ${told.acknowledged} acknowledged completions, 0 lost`);
    await Deno.remove(folder, { recursive: true });
  },
});
