import { assertEquals } from "@std/assert";
import { ambiguities, differenceRate } from "../../lib/spec/ambiguity.ts";
import { judgings } from "../../lib/spec/judgings.ts";
import { verdicts } from "./verdicts.ts";

const find = (...lines: string[]) =>
  Object.fromEntries(
    ambiguities(judgings(verdicts(...lines), ["a", "b"])).map(({ clauses, cases }) => [
      clauses.join(),
      `${cases.filter(({ hit }) => hit).length}/${cases.length}`,
    ]),
  );

Deno.test("ambiguities() counts pairs of judges that rely on one clause and decide differently", () => {
  assertEquals(find("p/q m j1 + a", "p/q m j2 - a,b", "p/q m j3 ? a"), { a: "3/3" });
  assertEquals(find("p/q m j1 + a,b", "p/q m j2 + a,b", "p/q m j3 - b"), { a: "0/1", b: "2/3" });
});

Deno.test("ambiguities() compares judgings of the same response only", () => {
  assertEquals(find("p/q m j1 + a", "p/q n j2 - a", "p/r m j2 - a"), {});
});

Deno.test("differenceRate() counts different decisions among those of any two judges", () => {
  assertEquals(
    differenceRate(
      judgings(
        verdicts("p/q m j1 + a", "p/q m j2 - b", "p/q m j3 ?", "p/r m j1 + a", "p/r m j2 + b"),
        [],
      ),
    ),
    3 / 4,
  );
});
