import { assertEquals } from "@std/assert";
import { setUpKernel } from "../../lib/notebook/set_up_kernel.ts";

Deno.test("setUpKernel() changes nothing outside a kernel", () => {
  const before = Error.prepareStackTrace;
  assertEquals(setUpKernel(), false);
  assertEquals(Error.prepareStackTrace, before);
});
