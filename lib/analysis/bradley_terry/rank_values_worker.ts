/** Ranks the values of some models off the main thread. */
import { rankHere, type RankTask, type ValueRanking } from "./rank_here.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<readonly RankTask[]>) => Promise<void>;
  postMessage(message: readonly ValueRanking[]): void;
};

scope.onmessage = async ({ data }) => scope.postMessage(await rankHere(data));
