import type { LaneState } from "../querying/progress.ts";
import { count } from "./fold.ts";
import { markup } from "./html.ts";
import { duration } from "./progress_words.ts";
import { View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/**
 * Shows where the rate control of each provider stood when a run ended: how many calls may be under way at once, how
 * many were, and whether the provider had asked for a pause.
 *
 * @param lanes A snapshot, such as `lanes` of a folder's run.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { showLanes } from "./show_lanes.ts";
 *
 * const view = showLanes([{ provider: "openai", inFlight: 0, limit: 48, pausedSeconds: 20 }]);
 * assert(view.text === "openai: 48 at once, 0 under way, pauses for 20 s");
 * ```
 */
export function showLanes(lanes: readonly LaneState[]): View {
  const rows = lanes.map(({ provider, limit, inFlight, pausedSeconds }) => ({
    provider: oneLine(provider, 60),
    limit,
    inFlight,
    pause: pausedSeconds > 0 ? `pauses for ${duration(pausedSeconds)}` : "no pause",
  }));
  if (rows.length === 0) {
    const words = "No provider was in use: every answer came from the journal.";
    return new View(markup`<div>${words}</div>`, words);
  }
  return new View(
    markup`
      <h4>Rate control at the end of the run</h4>
      <table class="fl-sortable">
        <thead>
          <tr><th style="text-align:left" tabindex="0">provider</th><th class="fl-number" tabindex="0">at once</th><th
            class="fl-number" tabindex="0">under way</th><th style="text-align:left" tabindex="0">pause</th></tr>
        </thead>
        <tbody>${
      rows.map(({ provider, limit, inFlight, pause }) =>
        markup`<tr><td class="fl-name" style="text-align:left">${provider}</td><td class="fl-number" align="right" data-n="${limit}">${
          count(limit)
        }</td><td class="fl-number" align="right" data-n="${inFlight}">${
          count(inFlight)
        }</td><td style="text-align:left">${pause}</td></tr>`
      )
    }</tbody>
      </table>
    `,
    rows.map(({ provider, limit, inFlight, pause }) =>
      `${provider}: ${count(limit)} at once, ${count(inFlight)} under way, ${pause}`
    ).join("\n"),
  );
}
