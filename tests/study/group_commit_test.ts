import { assertEquals, assertRejects } from "@std/assert";
import { GroupCommit } from "../../lib/study/group_commit.ts";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test("GroupCommit acknowledges after the commit alone, those that wait together in one", async () => {
  const commits: number[][] = [];
  let finish = () => {};
  const group = new GroupCommit<number>((numbers) => {
    commits.push([...numbers]);
    return new Promise<void>((resolve) => finish = resolve);
  }, { delay: 0 });
  let acknowledged = 0;
  const all = [1, 2, 3].map((n) => group.add(n).then(() => acknowledged++));
  await pause(20);
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

Deno.test("GroupCommit splits at its limit and keeps the order, also of what was added for later", async () => {
  const commits: number[][] = [];
  const group = new GroupCommit<number>((n) => void commits.push([...n]), { limit: 2, delay: 0 });
  for (const n of [1, 2, 3, 4, 5]) {
    if (n % 2 === 0) group.addLater(n);
    else void group.add(n);
  }
  await group.flush();
  assertEquals(commits.flat(), [1, 2, 3, 4, 5]);
  assertEquals(Math.max(...commits.map((commit) => commit.length)), 2);
});

Deno.test("GroupCommit holds a commit to its bytes, and lets what is larger go by itself", async () => {
  const commits: number[][] = [];
  const group = new GroupCommit<number>((n) => void commits.push([...n]), {
    bytes: 10,
    sizeOf: (n) => n,
    delay: 60_000,
  });
  const all = [3, 3, 25, 4, 4, 4].map((n) => group.add(n));
  // Full by its bytes, it does not gather on.
  await all[0];
  await group.flush();
  await Promise.all(all);
  assertEquals(commits, [[3, 3], [25], [4, 4], [4]]);
});

Deno.test("GroupCommit counts the bytes of what it keeps after a failure once more", async () => {
  let fail = true;
  const commits: number[][] = [];
  const group = new GroupCommit<number>((n) => {
    if (fail) throw new Error("full");
    commits.push([...n]);
  }, { bytes: 10, sizeOf: (n) => n, delay: 0 });
  group.addLater(6);
  await assertRejects(() => group.add(1), Error, "full");
  fail = false;
  await Promise.all([group.add(6), group.add(4)]);
  await group.flush();
  assertEquals(commits, [[6], [6, 4]]);
});

Deno.test("GroupCommit takes along what was added for later, or commits it by itself after a while", async () => {
  const commits: number[][] = [];
  const group = new GroupCommit<number>((n) => void commits.push([...n]), { delay: 5 });
  group.addLater(1);
  await pause(50);
  assertEquals(commits, []);
  await group.add(2);
  assertEquals(commits, [[1, 2]]);
  group.addLater(3);
  await pause(400);
  assertEquals(commits, [[1, 2], [3]]);
});

Deno.test("GroupCommit keeps what nobody waits for when a commit fails, and puts it first into the next", async () => {
  let fail = true;
  const commits: number[][] = [];
  const group = new GroupCommit<number>((n) => {
    if (fail) throw new Error("full");
    commits.push([...n]);
  }, { delay: 0, limit: 3 });
  group.addLater(1);
  group.addLater(2);
  await assertRejects(() => group.add(3), Error, "full");
  // A store that fails is not tried in a loop.
  await assertRejects(() => group.committed(), Error, "full");
  await group.flush();
  fail = false;
  await group.add(4);
  await group.flush();
  assertEquals(commits.flat(), [1, 2, 4]);
});

Deno.test("GroupCommit.committed() resolves after what was added before it", async () => {
  let finish = () => {};
  let begun = 0;
  const group = new GroupCommit<number>(() => {
    begun++;
    return new Promise<void>((resolve) => finish = resolve);
  }, { delay: 0 });
  await group.committed();
  void group.add(1);
  await pause(10);
  let over = false;
  const committed = group.committed().then(() => over = true);
  await pause(10);
  assertEquals([begun, over], [1, false]);
  finish();
  await committed;
  assertEquals(begun, 1, "nothing to commit is no commit");
});
