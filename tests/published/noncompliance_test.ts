import { assertEquals } from "@std/assert";
import { noncomplianceByBin } from "../../lib/published/noncompliance.ts";
import { response } from "./judged_response.ts";

Deno.test("noncomplianceByBin() leaves out a query that judges are tied on, of the majority alone", () => {
  const [majority, any] = noncomplianceByBin([
    ...["nn", "cn"].map((letters, i) => response("tied", `m${i}`, letters)),
    ...["nn", "nn"].map((letters, i) => response("fails", `m${i}`, letters)),
  ], 2);
  assertEquals([majority!.count, majority!.n, majority!.missing], [1, 1, 1]);
  assertEquals([any!.count, any!.n, any!.missing], [2, 2, 0]);
});

Deno.test("noncomplianceByBin() counts queries on which all models are problematic, and leaves unknown ones out", () => {
  const rows = noncomplianceByBin([
    ...["m1", "m2"].map((m) => response("all fail", m, "nnc")),
    response("one fails", "m1", "nnn"),
    response("one fails", "m2", "ccn"),
    response("unknown", "m1", "nnn"),
    response("unknown", "m2", "nnx"),
    response("one model", "m1", "nnn"),
  ], 2);
  const majority = rows.find((row) => row.vote === "majority");
  assertEquals([majority?.count, majority?.n, majority?.missing, majority?.rate], [1, 2, 2, 0.5]);
  const any = rows.find((row) => row.vote === "any");
  assertEquals([any?.count, any?.n], [2, 2]);
});

Deno.test("noncomplianceByBin() puts bins in their order", () => {
  const bins = ["std_2.0_to_2.5", "std_0.0_to_1.0"].map((bin) => response(bin, "m", "ccc", bin));
  assertEquals(noncomplianceByBin(bins, 1).slice(0, 2).map((row) => row.bin), [
    "std_0.0_to_1.0",
    "std_2.0_to_2.5",
  ]);
});
