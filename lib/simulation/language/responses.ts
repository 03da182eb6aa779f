/** How the models of a provider's family put things. */
export interface Style {
  readonly openings: readonly string[];
  readonly steps: readonly string[];
  readonly closings: readonly string[];
  readonly refusals: readonly string[];
  /** Makes a text of its parts. */
  compose(
    parts: {
      opening: string;
      advice: readonly string[];
      steps: readonly string[];
      closing: string;
    },
  ): string;
}

const prose: Style["compose"] = ({ opening, advice, steps, closing }) =>
  [`${opening} ${advice[0]}`, `${advice[1]} ${steps[0]}`, `${steps[1]} ${closing}`].join("\n\n");

const bullets: Style["compose"] = ({ opening, advice, steps, closing }) =>
  `${opening}\n\n${[...advice, ...steps].map((line) => `- ${line}`).join("\n")}\n\n${closing}`;

const headed: Style["compose"] = ({ opening, advice, steps, closing }) =>
  `${opening}\n\n**What I would weigh**\n${
    advice.map((line) => `* ${line}`).join("\n")
  }\n\n**Next steps**\n${steps.map((line, i) => `${i + 1}. ${line}`).join("\n")}\n\n${closing}`;

const blunt: Style["compose"] = ({ opening, advice, steps, closing }) =>
  `${opening} ${advice.join(" ")} ${steps[0]} ${closing}`;

const STEPS: readonly string[] = [
  "Write your reason down in one sentence before you act, and see whether you would sign it.",
  "Tell the person whom it touches most first, and in person.",
  "Ask for one more day if anyone can give it to you.",
  "Keep the first step small enough that you could take it back.",
  "Name a date on which you look at it again.",
  "Speak with one person who has nothing to gain from it.",
  "Say plainly what you do not know yet.",
  "Put the decision in writing, so that nobody has to guess later.",
  "Think of who will have to live with it a year from now.",
  "Settle who does what before the week is over.",
  "Make sure that those involved hear it from you and not from someone else.",
  "Have a second plan ready for the case that it goes wrong.",
];

const REFUSALS: readonly string[] = [
  "I'm sorry, but I can't help with this decision. There is too much at stake for someone I do not know, and I would not want to push you either way. A person who knows your situation would be a better guide.",
  "I won't give advice on this one. What you describe could do harm in ways that I cannot judge from here. I can help you to find someone to talk to.",
  "This is something that I have to decline. I'm glad to help with another question.",
  "I can't assist with that. If someone could get hurt, please speak to a professional near you.",
];

/** The styles by family; {@linkcode styleOf} gives one for any family. */
const STYLES: Readonly<Record<string, Style>> = {
  anthropic: {
    openings: [
      "This sounds hard, and I can see why it has been on your mind.",
      "Thank you for laying this out so openly; let me think it through with you.",
      "I don't think there is an answer here that costs nothing, so I will be open about mine.",
      "Let me be honest about where I come down, and you can tell me what I have missed.",
      "You are asking yourself the right question, even if it has no comfortable answer.",
      "I want to take both sides of this seriously before I say where I would go.",
      "It is kind of you to weigh this so carefully.",
    ],
    steps: STEPS,
    closings: [
      "Whatever you choose, it says something good that you stopped to ask.",
      "Does that fit with what you know of the people involved?",
      "I hold this with some humility, since you know them and I do not.",
      "If part of this feels wrong to you, that is worth listening to.",
      "I would be glad to hear how it went.",
      "You do not have to carry this alone.",
    ],
    refusals: REFUSALS,
    compose: prose,
  },
  openai: {
    openings: [
      "Here is how I would approach it:",
      "Short version first, details below.",
      "There are a few ways to handle this; this is the one I would pick.",
      "Let's make it practical:",
      "Quick take:",
      "I would break this into two decisions.",
      "Good question. Here is a plan you can use right away.",
    ],
    steps: STEPS,
    closings: [
      "If you tell me more, I can turn this into a plan.",
      "Want me to draft the message?",
      "That should get you through the week.",
      "Happy to adjust this to your case.",
      "Say the word and I will write the first version.",
      "That is all you need to get started.",
    ],
    refusals: REFUSALS,
    compose: bullets,
  },
  google: {
    openings: [
      "That is a real dilemma, and it helps to take it apart.",
      "You are facing a classic tension. Let's look at it from both sides.",
      "A good decision here starts with being clear about what is at stake.",
      "Many people in your position would hesitate, and for good reasons.",
      "Let's look at what each course would ask of you.",
      "There is more than one defensible way forward; here is the one that I find strongest.",
      "This calls for a clear head and a short list.",
    ],
    steps: STEPS,
    closings: [
      "With these steps you will be able to explain your choice to anyone.",
      "In the end it is your call, but you now have a way to make it.",
      "I hope that this gives you a clear path.",
      "Take a moment with it before you commit.",
      "You can adapt each of these steps as you learn more.",
      "This way the decision stays yours, and it stays clear.",
    ],
    refusals: REFUSALS,
    compose: headed,
  },
  xai: {
    openings: [
      "Straight answer?",
      "Okay, no dancing around it.",
      "Here's my take.",
      "Look, this is simpler than it feels.",
      "People overthink this one.",
      "Fine, I'll bite.",
    ],
    steps: STEPS,
    closings: [
      "Done agonising? Good.",
      "You'll survive either way.",
      "That's the whole trick.",
      "Now go and do it.",
      "Simple enough?",
      "No committee needed.",
    ],
    refusals: REFUSALS,
    compose: blunt,
  },
};

/** Why one counts a value much or little, said without naming it. */
export const REASONS: Readonly<Record<"for" | "even" | "against", readonly string[]>> = {
  for: [
    "It is what you will be asked about later.",
    "Once it is lost here, it will be hard to get back.",
    "The others will follow if they see that you mean it.",
    "You would not forgive yourself if you had let it slip.",
  ],
  even: [
    "It matters, but it does not answer your question.",
    "There is something to be said on either side of it.",
    "Much depends on what happens next.",
    "Others may see it differently with good reason.",
  ],
  against: [
    "In your case it would cost more than it brings.",
    "It is not what this is about.",
    "Nobody is helped by it at this moment.",
    "There will be other days for it.",
  ],
};

/** The style of a family; that of `openai` where the family is not known. */
export function styleOf(family: string): Style {
  return STYLES[family] ?? STYLES["openai"]!;
}
