import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { contactSheet } from "../../lib/figures/contact_sheet.ts";

const picture = (height: number) => ({
  svg:
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${height}" width="760" height="${height}"></svg>\n`,
});

Deno.test("contactSheet() puts each picture where the sheet is shortest", () => {
  const sheet = contactSheet([picture(300), picture(100), picture(50)], 2);
  assertStringIncludes(sheet, 'x="16" y="16" width="760" height="300"');
  assertStringIncludes(sheet, 'x="792" y="16" width="760" height="100"');
  assertStringIncludes(sheet, 'x="792" y="132" width="760" height="50"');
  assertEquals(/viewBox="0 0 1568 (\d+)"/.exec(sheet)?.[1], "332");
});

Deno.test("contactSheet() refuses a picture without a size", () => {
  assertThrows(() => contactSheet([{ svg: "<svg/>" }]), TypeError, "Expected a picture");
});
