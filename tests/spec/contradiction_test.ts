import { assertEquals } from "@std/assert";
import { contradictions, oppositionRate } from "../../lib/spec/contradiction.ts";
import { judgings } from "../../lib/spec/judgings.ts";
import { verdicts } from "./verdicts.ts";

const find = (...lines: string[]) =>
  Object.fromEntries(
    contradictions(judgings(verdicts(...lines), ["a", "b", "c"])).map(({ clauses, cases }) => [
      clauses.join(),
      `${cases.filter(({ hit }) => hit).length}/${cases.length}`,
    ]),
  );

Deno.test("contradictions() counts pairs of judges that follow one clause each", () => {
  assertEquals(
    find("p/q m j1 + a", "p/q m j2 - b", "p/q m j3 + b", "p/q n j1 + b", "p/q n j2 + a"),
    { "a,b": "1/3" },
  );
});

Deno.test("contradictions() leaves out clauses that both judges rely on", () => {
  assertEquals(find("p/q m j1 + a,c", "p/q m j2 - b,c"), { "a,b": "1/1" });
  assertEquals(find("p/q m j1 + a", "p/q m j2 - a"), {});
  assertEquals(find("p/q m j1 + a", "p/q m j2 - a,b"), {});
});

Deno.test("contradictions() leaves out undecided judgings and judgings of different responses", () => {
  assertEquals(find("p/q m j1 + a", "p/q m j2 ? b", "p/q n j2 - b", "p/r m j2 - b"), {});
});

Deno.test("contradictions() keeps the judgings of hits alone", () => {
  const [found] = contradictions(
    judgings(verdicts("p/q m j1 + a", "p/q m j2 - b", "p/q n j1 + a", "p/q n j2 + b"), ["a", "b"]),
  );
  assertEquals(found?.cases.map((c) => c.judgings.map(({ judge }) => judge)), [["j1", "j2"], []]);
});

Deno.test("oppositionRate() counts opposite decisions among those of two deciding judges", () => {
  assertEquals(
    oppositionRate(
      judgings(
        verdicts("p/q m j1 + a", "p/q m j2 - a", "p/q m j3 ? b", "p/r m j1 + a", "p/r m j2 + b"),
        [],
      ),
    ),
    1 / 2,
  );
});
