import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { showFindings } from "../../lib/notebook/show_findings.ts";
import { analyseStudy } from "../../lib/pipeline/study_analysis.ts";
import { studyFindings } from "../../lib/pipeline/study_findings.ts";
import { withSmallRun } from "./small_run.ts";

Deno.test("showFindings() lists the study's findings and says that they are simulated", () =>
  withSmallRun(3, ({ run }) => {
    const view = showFindings(run);
    const { document } = parseHTML(view.html);
    const items = [...document.querySelectorAll("li")].map((item) => item.textContent);
    assertEquals(items, studyFindings(run, analyseStudy(run)));
    assertEquals(
      document.querySelector("strong")!.textContent,
      "Simulated: no real model was asked.",
    );
    assert(view.text.startsWith("Simulated: no real model was asked.\n- "), view.text);
    return Promise.resolve();
  }));
