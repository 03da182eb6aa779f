import { assertEquals } from "@std/assert";
import { sizeOf } from "../../lib/study/store.ts";
import { sampleCompletion, sampleFailure } from "./samples.ts";

Deno.test("sizeOf() counts what may be large in a write", () => {
  const completion = sampleCompletion(1);
  const vectors = [["a", new Uint8Array(8)], ["b", new Uint8Array(4)]] as const;
  assertEquals(
    [
      sizeOf({ kind: "append", completion, content: new Uint8Array(7) }),
      sizeOf({ kind: "fail", failure: sampleFailure(1), content: new Uint8Array(3) }),
      sizeOf({ kind: "embed", vectors, charge: undefined }),
      sizeOf({ kind: "note", name: "n", value: "12345" }),
      sizeOf({ kind: "waste", waste: { call: completion.call, usd: 1 } }),
    ],
    [7, 3, 12, 5, 0],
  );
});
