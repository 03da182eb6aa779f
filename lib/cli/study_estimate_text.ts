import type { TotalEstimate } from "../querying/estimate.ts";
import { dollars, textTable } from "./study_table.ts";

/** What is left to ask and what it will cost, as a terminal shows it, with what that rests on. */
export function estimateText(estimate: TotalEstimate): string {
  if (estimate.roles.every(({ calls }) => calls === 0)) {
    return "Nothing is left to ask: the journal answers every call.";
  }
  const range = (low: number | null, high: number | null) =>
    low === null ? "—" : `${dollars(low)} to ${dollars(high)}`;
  const table = textTable(
    ["stage", "model", "calls", "cost", "from to", "rests on"],
    estimate.roles.map((role) => [
      role.stage,
      role.model,
      role.calls,
      dollars(role.usd),
      range(role.low, role.high),
      role.calls === 0
        ? ""
        : role.usd === null
        ? "no price"
        : role.pilot > 0
        ? `${role.pilot} calls made`
        : "token counts",
    ]),
  );
  const total = estimate.usd === null
    ? 'Without a price for every model there is no total: name a table of prices, laid out as data/prices.json is, in the field "prices" of study.json.'
    : `Left to spend: ${dollars(estimate.usd)} (${range(estimate.low, estimate.high)})`;
  const guessed = estimate.usd !== null &&
      estimate.roles.some((role) => role.calls > 0 && role.pilot === 0)
    ? "\nWhat rests on token counts is bounded by the longest answers that the models can give. After a run under a small budgetUsd it rests on calls made."
    : "";
  const seconds = estimate.roles.reduce((sum, { again }) => sum + (again?.calls ?? 0), 0);
  const assumed = estimate.roles.some(({ again }) => again?.assumed)
    ? ", 2 in 100 where the journal shows none yet"
    : "";
  const again = estimate.usd !== null && seconds > 0
    ? `\nAbout ${
      seconds.toLocaleString("en-US")
    } second asks are part of it, for answers that cannot be read${assumed}.`
    : "";
  return `${table}\n\n${total}${again}${guessed}`;
}
