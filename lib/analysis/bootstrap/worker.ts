/** Makes replicates off the main thread. */
import { type ReplicateTask, replicateTotals } from "./replicate.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<ReplicateTask>) => void;
  postMessage(message: Float64Array, transfer: Transferable[]): void;
};

scope.onmessage = ({ data }) => {
  const totals = replicateTotals(data);
  scope.postMessage(totals, [totals.buffer]);
};
