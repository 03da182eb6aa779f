import { assertEquals } from "@std/assert";
import { onAbort } from "../../lib/querying/on_abort.ts";

/** A signal that counts its listeners. */
function counted() {
  const stop = new AbortController();
  let listeners = 0;
  const add = stop.signal.addEventListener.bind(stop.signal);
  stop.signal.addEventListener = (...of: Parameters<typeof add>) => {
    listeners++;
    add(...of);
  };
  return { stop, listeners: () => listeners };
}

Deno.test("onAbort() tells all who wait, once, by one listener of each signal", () => {
  const [one, two] = [counted(), counted()];
  const seen: number[] = [];
  for (let i = 0; i < 1_000; i++) onAbort(one.stop.signal, () => seen.push(i));
  onAbort(two.stop.signal, () => seen.push(-1));
  assertEquals([one.listeners(), two.listeners()], [1, 1]);
  one.stop.abort();
  one.stop.abort();
  assertEquals(seen, Array.from({ length: 1_000 }, (_, i) => i));
});

Deno.test("onAbort() does not tell who cancelled, also while the others are told", () => {
  const { stop } = counted();
  const seen: string[] = [];
  const cancels: (() => void)[] = [];
  onAbort(stop.signal, () => {
    seen.push("first");
    for (const cancel of cancels) cancel();
  });
  cancels.push(onAbort(stop.signal, () => seen.push("second")));
  onAbort(stop.signal, () => seen.push("third"));
  stop.abort();
  assertEquals(seen, ["first", "third"]);
});
