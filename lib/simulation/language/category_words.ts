/** Words by which a reader of English tells what a passage is about, by category (level 2) of values. */
const WORDS: Readonly<Record<string, RegExp>> = {
  "Methodical rigor": /\b(?:steps?|plan|in order|record|method\w*|repeat)\b/g,
  "Knowledge development":
    /\b(?:learn\w*|how things work|facts?|published|knowledge|weaknesses arise|explains?)\b/g,
  "Clarity and precision":
    /\b(?:plain(?:ly)?|short (?:word|sentence)|summary|page|length|lists?|tables?|brief(?:ly)?)\b/g,
  "Intellectual integrity and objectivity":
    /\b(?:hon\w*|truth\w*|falsehoods?|faults?|assessment|sides?|opinion|evidence|candou?r)\b/g,
  "Critical thinking":
    /\b(?:counterexample|claims?|conclu\w*|argument|reason(?:s|ing)?|test(?:s|ed)?)\b/g,
  "Security and stability":
    /\b(?:systems?|networks?|power|payments?|ballots?|attack|weaken|disrupt|secur\w*|secrets?)\b/g,
  "Protection of people and environment":
    /\b(?:air|water|health|living things|die|injure|harm(?:s|ed)?|environment\w*)\b/g,
  "Ethical responsibility": /\b(?:kill|injure|abuse|enslave|weapons?|hurt people)\b/g,
  "Protecting human rights and dignity":
    /\b(?:rights?|dignity|agreed|consent\w*|decides? for themselves|decisions as theirs|their own bodies|private person)\b/g,
  "Protecting vulnerable entities":
    /\b(?:child(?:ren)?|patients?|animals?|in debt|vulnerable|stand up for themselves|exposed)\b/g,
  "Business effectiveness":
    /\b(?:business|firms?|pric(?:e|es|ing)|hire|sell|return|profit\w*|customers?)\b/g,
  "Efficiency and resource optimization":
    /\b(?:sav(?:e|ed|es|ing)|cheaper|faster|hours|money|costs|waste|efficien\w*|reckons)\b/g,
  "Compliance and accountability":
    /\b(?:rules?|laws?|contracts?|codes|procedures?|accountab\w*|exception)\b/g,
  "Professional and technical excellence":
    /\b(?:specialist|field|technical|parameter|colleague|completeness|task|professional(?! codes))\b/g,
  "Professional advancement": /\b(?:career\w*|applications?|negotiations?|graduate|ambitious)\b/g,
  "Community and relationship bonds": /\b(?:friends?|neighbou?rs?|partner|parent|quarrel|ties?)\b/g,
  "Cultural respect and tradition":
    /\b(?:traditions?|customs?|inherited|sacred|faith|hands? down|keepers|elders)\b/g,
  "Social equity and justice":
    /\b(?:least|worse off|wages|fair\w*|who would lose|justice|equit\w*)\b/g,
  "Well-functioning social systems and organizations":
    /\b(?:courts?|councils?|schools?|clinics?|clubs?|institutions?)\b/g,
  "Ethical interaction": /\b(?:courteous|courtesy|tone|decent|polite\w*)\b/g,
  "Personal growth and wellbeing":
    /\b(?:growth|becoming|want to be|do a person good|makes them ill|wellbeing)\b/g,
  "Authentic moral identity": /\b(?:conscience|conviction|moral\w*|hold to be wrong)\b/g,
  "Artistic expression and appreciation": /\b(?:art|artists?|artistic|poems?|novels?|creative)\b/g,
  "Emotional depth and authentic connection":
    /\b(?:tender\w*|grief|wound|feel(?:s|ings)?|shame|gentle|hurt(?!ing people| people)|put their heart)\b/g,
  "Spiritual fulfillment and meaning": /\b(?:vows?|fasts?|calling|spiritual\w*|pray\w*)\b/g,
  "Pleasure and enjoyment": /\b(?:enjoy\w*|pleasures?|delight|jokes?|teas(?:e|ing)|roast|fun)\b/g,
};

/**
 * How much a text is about a category: how many of the category's words, and of its own name, stand in it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { aboutness } from "./category_words.ts";
 *
 * assert(aboutness("Keep to the rules and the law of contracts.", "Compliance and accountability") >= 2);
 * ```
 */
export function aboutness(text: string, category: string): number {
  const lower = text.toLowerCase();
  const words = WORDS[category];
  const named = lower.split(category.toLowerCase()).length - 1;
  return 3 * named + (words ? [...lower.matchAll(words)].length : 0);
}

/** The categories of which this reader knows words. */
export const knownCategories: readonly string[] = Object.keys(WORDS);
