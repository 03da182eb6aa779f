import { assertEquals } from "@std/assert";
import { readTree } from "../../lib/generation/values_tree.ts";

Deno.test("readTree() follows ids, not names, whatever the order of rows and columns", () => {
  const header = ["name", "level", "cluster_id", "parent_cluster_id"];
  const rows = [
    ["care", "0", "leaf", "one"],
    ["Rigor", "1", "one", "two"],
    ["Rigor", "2", "two", "three"],
    ["Rigor", "2", "other", "three"],
    ["Social", "3", "three", ""],
  ];
  assertEquals(readTree(header, rows, "t.csv"), [
    { name: "care", category: "Rigor", domain: "Social" },
  ]);
});
