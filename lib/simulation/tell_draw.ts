import type { Provider } from "../querying/providers/provider.ts";
import type { Message } from "../study/call.ts";

const MARK = /\n\n\[draw (\d+) of a simulated model\]$/;

/**
 * Lets a simulated model know which draw of a repeated call it is asked for: real models draw by chance, which no wire
 * format tells. What is sent says so behind its last message; the call, its key and the journal stay as they are. For an
 * engine's `around`.
 *
 * @example
 * ```ts ignore
 * const { providers } = simulation;
 * await using engine = createEngine({ config: { providers }, journal, around: tellDraw });
 * ```
 */
export function tellDraw(provider: Provider): Provider {
  return {
    send(call, signal) {
      const { messages, sample } = call;
      if (sample === 0) return provider.send(call, signal);
      const last = messages.at(-1)!;
      const content = `${last.content}\n\n[draw ${sample} of a simulated model]`;
      return provider.send(
        { ...call, messages: [...messages.slice(0, -1), { ...last, content }] },
        signal,
      );
    },
    embed: (...of) => provider.embed(...of),
  };
}

/**
 * The messages as they were before {@linkcode tellDraw}, and the draw, from 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { takeDraw } from "./tell_draw.ts";
 *
 * const { draw } = takeDraw([{ role: "user", content: "Why?\n\n[draw 2 of a simulated model]" }]);
 * assert(draw === 2);
 * ```
 */
export function takeDraw(
  messages: readonly Message[],
): { readonly messages: readonly Message[]; readonly draw: number } {
  const last = messages.at(-1);
  const mark = last && MARK.exec(last.content);
  if (!mark) return { messages, draw: 0 };
  const content = last.content.slice(0, mark.index);
  return { messages: [...messages.slice(0, -1), { ...last, content }], draw: Number(mark[1]) };
}
