import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { nearestName } from "../../lib/notebook/nearest_name.ts";

Deno.test("nearestName() finds what a slip of the keyboard was meant for", () => {
  const names = ["showTable", "showText", "runHere", "simulatedConfig"];
  assertEquals(nearestName("showTabel", names), "showTable");
  assertEquals(nearestName("showtable", names), "showTable");
  assertEquals(nearestName("runhere", names), "runHere");
  assertEquals(nearestName("simulateConfig", names), "simulatedConfig");
});

Deno.test("nearestName() guesses nothing for a name that is like no other", () => {
  assertEquals(nearestName("plot", ["showTable", "runHere"]), undefined);
  assertEquals(nearestName("x", []), undefined);
});

Deno.test("nearestName() finds every name itself, and a name with a letter more", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 1 });
  fc.assert(fc.property(names, fc.nat(), (all, at) => {
    const name = all[at % all.length]!;
    assertEquals(nearestName(name, all), name);
    assert(nearestName(`${name}Q`, [name]) === name);
  }));
});
