import type { Fault } from "./fault.ts";
import type { RateController } from "./rate_controller.ts";

/**
 * Tries of a provider in an outage, after which it is not waited for any longer: some 1.5 minutes for one that was never
 * reached (a wrong address, a server that is not there), an hour for one that gives nothing but faults, and 8 hours for
 * a network that is gone.
 */
const NEVER_REACHED = 8, FAULTY = 450, UNREACHABLE = 1000;

/** Whether a provider in an outage has been tried often enough, the last time with that fault. */
export function givenUp(
  { scope }: Fault,
  { probes, reached }: Pick<RateController, "probes" | "reached">,
): boolean {
  if (!reached) return probes > NEVER_REACHED;
  return probes > (scope === "unreachable" ? UNREACHABLE : FAULTY);
}
