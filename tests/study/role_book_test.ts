import { assertEquals } from "@std/assert";
import { roleOf } from "../../lib/study/role.ts";
import { RoleBook, roleColumns } from "../../lib/study/role_book.ts";
import { sampleCall } from "./samples.ts";

const role = (over = {}) => roleOf(sampleCall(1, over));

Deno.test("RoleBook knows roles by id and by what they are, however their parameters are ordered", () => {
  const book = new RoleBook();
  const [stage, prompt, provider, model, parameters] = roleColumns(
    role({ parameters: { topP: 0.5, temperature: 1 } }),
  ) as [ReturnType<typeof role>["stage"], string, string, string, string];
  assertEquals(parameters, '{"temperature":1,"topP":0.5}');
  book.learn([{ id: 7, stage, prompt, provider, model, parameters }]);
  assertEquals(book.idOf(role({ parameters: { temperature: 1, topP: 0.5 } })), 7);
  assertEquals(book.get(7), role({ parameters: { temperature: 1, topP: 0.5 } }));
  assertEquals([book.get(8), book.idOf(role())], [undefined, undefined]);
  book.clear();
  assertEquals(book.get(7), undefined);
});

Deno.test("RoleBook.matching() gives the ids that pass each part of a filter", () => {
  const book = new RoleBook();
  book.add(1, role());
  book.add(2, role({ model: "o3" }));
  book.add(3, role({ stage: "rubric", model: "o3" }));
  assertEquals(book.matching({}), [1, 2, 3]);
  assertEquals(book.matching({ model: "o3" }), [2, 3]);
  assertEquals(book.matching({ model: "o3", stage: "respond", provider: "openai" }), [2]);
  assertEquals(book.matching({ provider: "xai" }), []);
});
