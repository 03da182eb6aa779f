/** Fits replicates off the main thread. */
import { refit, type RefitTask } from "./refit.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<RefitTask>) => void;
  postMessage(message: Float64Array, transfer: Transferable[]): void;
};

scope.onmessage = ({ data }) => {
  const fits = refit(data);
  scope.postMessage(fits, [fits.buffer]);
};
