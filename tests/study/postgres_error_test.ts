import { assert, assertEquals, assertStrictEquals } from "@std/assert";
// @ts-types="@types/pg"
import pg from "pg";
import { JournalError } from "../../lib/study/journal_error.ts";
import { LostConnection, passes, postgresError, reasonOf } from "../../lib/study/postgres_error.ts";

function raised(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError("said", 1, "error");
  return Object.assign(error, { code, detail: "Failing row contains (a prompt)" });
}

Deno.test("passes() tells what may succeed a little later from what will not", () => {
  const codes = ["57P01", "57P02", "57P03", "08006", "40P01", "40001", "53300", "25006"];
  assertEquals(codes.map((code) => passes(raised(code))), codes.map(() => true));
  assert(passes(new LostConnection(new Error("gone"))));
  for (const error of [raised("53100"), raised("42P01"), raised("28P01"), new Error("x"), null]) {
    assertEquals(passes(error), false);
  }
});

Deno.test("postgresError() says what to do, and quotes nothing that was written", () => {
  const full = postgresError(raised("53100"), "host/db") as JournalError;
  assertEquals(full.fault, "full");
  const lost = postgresError(new LostConnection(raised("57P01")), "host/db") as JournalError;
  assertEquals(
    [lost.fault, lost.message],
    ["store", "host/db: Expected the journal's server to answer but found said"],
  );
  const wrong = postgresError(raised("23505"), "host/db");
  for (const error of [full, lost, wrong]) {
    assert(error instanceof JournalError);
    assert(!Deno.inspect(error).includes("a prompt"));
  }
  for (const other of [new TypeError("mine"), new JournalError("closed", "closed")]) {
    assertStrictEquals(postgresError(other, "host/db"), other);
  }
});

Deno.test("reasonOf() is never empty", () => {
  const coded = (code: string) => Object.assign(new Error(""), { code });
  assertEquals(reasonOf(coded("ECONNREFUSED")), "nothing that listens");
  assertEquals(reasonOf(coded("E1")), "E1");
  assertEquals(reasonOf(null), "an unknown error");
});
