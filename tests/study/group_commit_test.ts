import { assertEquals, assertRejects } from "@std/assert";
import { GroupCommit } from "../../lib/study/group_commit.ts";

Deno.test("GroupCommit acknowledges after the commit alone, those that wait together in one", async () => {
  const commits: number[][] = [];
  let finish = () => {};
  const group = new GroupCommit<number>((numbers) => {
    commits.push([...numbers]);
    return new Promise<void>((resolve) => finish = resolve);
  }, { delay: 0 });
  let acknowledged = 0;
  const all = [1, 2, 3].map((n) => group.add(n).then(() => acknowledged++));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals([commits, acknowledged], [[[1, 2, 3]], 0]);
  finish();
  await Promise.all(all);
  assertEquals(acknowledged, 3);
});

Deno.test("GroupCommit rejects a whole group whose commit failed, and tries the next anew", async () => {
  let fail = true;
  const group = new GroupCommit<number>(() => {
    if (fail) throw new Error("full");
  }, { delay: 0 });
  await Promise.all([1, 2].map((n) => assertRejects(() => group.add(n), Error, "full")));
  fail = false;
  await group.add(3);
});

Deno.test("GroupCommit splits at its limit and keeps the order", async () => {
  const commits: number[][] = [];
  const group = new GroupCommit<number>((n) => void commits.push([...n]), { limit: 2, delay: 0 });
  for (const n of [1, 2, 3, 4, 5]) void group.add(n);
  await group.flush();
  assertEquals(commits.flat(), [1, 2, 3, 4, 5]);
  assertEquals(Math.max(...commits.map((commit) => commit.length)), 2);
});
