/**
 * One thread of a selection: it is set up once, then runs each task that it is told.
 *
 * @module
 */
import { type Own, type Shared, type Task, Tasks } from "./tasks.ts";

let tasks: Tasks | undefined;

addEventListener("message", ({ data }: MessageEvent<Task | { shared: Shared; own: Own }>) => {
  try {
    if (typeof data === "string") {
      postMessage(tasks!.run(data));
    } else {
      tasks = new Tasks(data.shared, data.own);
      postMessage("ready");
    }
  } catch (error) {
    postMessage({ error });
  }
});
