/** Something an editor should look at; an error stops the check, a warning is a list to work through. */
export interface Problem {
  file: string;
  line: number;
  level: 'error' | 'warning';
  message: string;
}

export const PROBLEM_VALUES = {
  titleMissing: [],
  sectionMissing: ['section'],
  sectionUnknown: ['section'],
  sectionTwice: ['section'],
  fewQuestions: ['count', 'least'],
  factUnknown: ['fact'],
  factForbidden: ['fact', 'why'],
  factUntranslated: ['fact', 'language'],
  linkBroken: ['link'],
  answerTwice: ['topic'],
  bareLink: [],
  bareEmail: [],
  barePhone: [],
  bareAmount: [],
  longSentence: ['words', 'most'],
  dateInvalid: ['date'],
  dateFuture: ['date'],
  dateOld: ['date', 'months'],
  severalCategories: ['topic', 'categories'],
  languageMissing: ['language'],
  questionTwice: ['question', 'line', 'topic'],
  questionTaken: ['question', 'topic'],
  questionStray: ['question', 'topic'],
  topicName: ['topic'],
  categoryName: ['category'],
  languageName: ['language'],
  languageNotServed: ['language', 'languages'],
  textTooLong: ['length', 'most'],
  textEmpty: [],
  notUtf8: [],
  personalNumber: [],
} as const;

export type ProblemCode = keyof typeof PROBLEM_VALUES;

/** What is wrong with a text, as data beside the English sentence, for whoever says it in another language. */
export interface TextFault {
  code: ProblemCode;
  values: Readonly<Record<string, string | number>>;
  message: string;
}

/** A problem of an article's own text. */
export interface TextProblem extends Problem, TextFault {}
