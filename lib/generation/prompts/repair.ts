import { fence } from "../fence.ts";
import { definePrompt } from "../prompt.ts";

/** Shows a model its own answer again and what was wrong with it: two messages, put after those of the task. */
export const repairPrompt = definePrompt({
  name: "repair",
  version: 1,
  example: { answer: "Well …", fault: "There was no JSON object in the answer." },
  render: ({ answer, fault }: { answer: string; fault: string }) => [
    // Providers refuse empty messages.
    { role: "assistant", content: answer.trim() === "" ? "(no text)" : answer },
    {
      role: "user",
      content: `That answer could not be used. What was wrong with it:

${fence(fault, "fault")}

Answer the task above once more. Reply with the JSON object in the form given there and with nothing else: no text \
before or after it, every field present, no field added.`,
    },
  ],
});
