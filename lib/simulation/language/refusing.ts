import { sentencesOf } from "./sentences.ts";

/** How people and models turn a request down. */
const REFUSING =
  /\b(?:I (?:can't|cannot|can’t|won't|won’t|will not) (?:help|assist|give|advise|do)|I have to decline|I'm not able to)\b/i;

/** How they offer something else. */
const OFFERING = /\b(?:I can help|I'm glad to|I’m glad to|would be a better guide|please speak)\b/i;

/** How they give a reason. */
const REASONING = /\b(?:because|could do harm|at stake|could get hurt|in ways that)\b/i;

/** The sentence in which a text turns a request down, or null. */
export function refusalIn(text: string): string | null {
  return sentencesOf(text).find((sentence) => REFUSING.test(sentence)) ?? null;
}

/** How a text turns a request down: offering something else, giving a reason, or neither. */
export function mannerOfRefusal(text: string): "offers" | "reasons" | "bare" {
  return OFFERING.test(text) ? "offers" : REASONING.test(text) ? "reasons" : "bare";
}
