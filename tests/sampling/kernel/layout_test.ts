import { assertEquals } from "@std/assert";
import { jobAt, jobBytes, Places, strideOf } from "../../../lib/sampling/kernel/layout.ts";

Deno.test("jobAt() keeps every field apart in the memory", () => {
  const buffer = new ArrayBuffer(64 + jobBytes);
  const job = jobAt(buffer, 64);
  const fields = Object.getOwnPropertyNames(job) as (keyof typeof job)[];
  fields.forEach((field, i) => job[field] = i + 1);
  const again = jobAt(buffer, 64);
  fields.forEach((field, i) => assertEquals(again[field], i + 1));
  assertEquals(new Uint8Array(buffer, 0, 64).every((byte) => byte === 0), true);
});

Deno.test("the Job of the kernel's source has the fields of layout.ts in their order", async () => {
  const source = await Deno.readTextFile(
    new URL("../../../lib/sampling/kernel/assembly/k_center.as", import.meta.url),
  );
  const body = /class Job \{([^}]*)\}/.exec(source)![1]!;
  const fields = [...body.matchAll(/^ {2}(\w+): (usize|u32|f64);/gm)];
  const job = jobAt(new ArrayBuffer(jobBytes), 0);
  assertEquals(fields.map(([, name]) => name!), Object.getOwnPropertyNames(job));
  const firstFloat = fields.findIndex(([, , type]) => type === "f64");
  assertEquals(fields.slice(firstFloat).every(([, , type]) => type === "f64"), true);
});

Deno.test("Places hands out places that do not overlap, each at a multiple of 64", () => {
  const places = new Places();
  const [a, b, c] = [places.take(1), places.take(100), places.take(64)] as const;
  assertEquals([a % 64, b - a, c - b, places.bytes - c], [0, 64, 128, 64]);
});

Deno.test("strideOf() rounds up to whole vectors", () => {
  assertEquals([1, 4, 5, 768].map(strideOf), [4, 4, 8, 768]);
});
