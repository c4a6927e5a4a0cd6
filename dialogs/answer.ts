import type { City } from '../city/index.js';
import type { Article, Finding } from '../knowledge/index.js';
import { emergencyOf, helpInEmergency } from './emergency.js';
import { aboutWhat } from './fields/message.js';
import { askWhatSteers, formChoice, isReport, startForm, toldIn } from './form/start.js';
import { readingOf } from './form/state.js';
import { askLanguage, offerLanguages, READS_SWEDISH } from './language.js';
import { currentMatter, isStrictlySecret, matterOf, note } from './matter.js';
import { answerAbout, articleFor, isTranslated } from './render-article.js';
import { offerPerson, personChoice, talkToHuman } from './talk-to-human.js';
import { tellChoice, withTellHint } from './tell.js';
import { type Choice, type LeftQuestion, sentence, type Turn } from './turn.js';

/** So many words tell a language even when nothing in them is understood; fewer may be a slip of the keyboard. */
const ENOUGH_TO_TELL = 3;
/** The topic that acts instead of being read. */
export const HUMAN = 'manniska';
/** A guess may show an article that does not fit; it may not put somebody into a queue. */
const SURE_ENOUGH_TO_ACT = 0.8;

function titleOf({ services, talk }: Turn, id: string): string {
  return services.article(id, talk.language)?.title ?? articleFor(services, id, talk)?.title ?? id;
}

function articleChoices(turn: Turn, articles: readonly string[]): Choice[] {
  return articles.map((article) => ({ label: titleOf(turn, article), action: { do: 'answer', article } }));
}

interface Showing {
  /** leaves out the question whether it helped, because another question is waiting */
  aside?: boolean;
  /** in this language, whatever the conversation is in */
  language?: string | undefined;
  /** the same answer once more, asked for in other words */
  repeated?: boolean;
  /** belongs to what was just answered, whatever its category: one message is one contact */
  sameMatter?: boolean;
}

/** Shows an article and asks whether it helped. */
export async function giveArticle(
  turn: Turn,
  id: string,
  { aside = false, sameMatter = false, language: wanted, repeated }: Showing = {},
): Promise<void> {
  const { services, talk } = turn;
  if (id === HUMAN) return talkToHuman(turn, services.city.categoryOf(HUMAN));
  const emergency = emergencyOf(id);
  if (emergency) return helpInEmergency(turn, emergency);
  const found = answerAbout(services, id, wanted ? { ...talk, language: wanted } : talk);
  if (!found) return miss(turn, []);
  const again =
    !wanted && !repeated && lastTopic(turn) === id && sentence(turn, 'answer.again', { title: titleOf(turn, id) });
  const matter = sameMatter ? currentMatter(turn) : matterOf(turn, services.city.categoryOf(id));
  note(turn, matter, 'answered');
  const { text, article } = found;
  const { version, language } = article;
  matter.articles.push({ id, version, language, at: turn.at.toISOString() });
  talk.misses = 0;
  turn.say({
    kind: 'answer',
    text: again ? `${again}\n\n${text}` : text,
    language,
    data: {
      article: id,
      language,
      version,
      ...(isTranslated(article) && { reviewed: article.reviewedBy !== undefined }),
    },
  });
  if (aside || askWhatSteers(turn, id)) return;
  turn.say({
    kind: 'feedback',
    text: sentence(turn, 'feedback.ask'),
    choices: [
      { label: sentence(turn, 'feedback.yes'), action: { do: 'helped' }, means: ['yes'] },
      { label: sentence(turn, 'feedback.no'), action: { do: 'notHelped' }, means: ['no'] },
      personChoice(turn),
      ...otherText(turn, article),
      ...formChoice(turn, id),
    ],
    data: { article: id },
  });
}

/** The same answer as the city wrote it, or in easy Swedish where there is such a text. */
function otherText(turn: Turn, article: Article): Choice[] {
  if (isTranslated(article))
    return [
      { label: sentence(turn, 'answer.original'), action: { do: 'answer', article: article.id, language: 'sv' } },
    ];
  if (!article.easy || turn.talk.easy) return [];
  return [{ label: sentence(turn, 'answer.easy'), action: { do: 'easy', article: article.id } }];
}

/** "Did you mean": a few topics by number, and always the way out. */
export function offerArticles(turn: Turn, found: readonly string[], key: string, more: readonly Choice[] = []): void {
  // A person is offered below, once.
  const articles = found.filter((id) => id !== HUMAN);
  turn.say({
    kind: 'choose',
    text: sentence(turn, key),
    choices: [
      ...articleChoices(turn, articles),
      { label: sentence(turn, 'choose.none'), action: { do: 'none' }, means: ['none', 'no'] },
      ...more,
      personChoice(turn),
    ],
    numbered: true,
    data: { articles },
  });
}

/** The editors see what was not answered; who asked, and matters of strong secrecy, they do not see. */
function leaveToEditors(turn: Turn, why: LeftQuestion['why']): void {
  const { question, nearest } = turn.talk;
  if (question && !isStrictlySecret(turn)) turn.leave({ ...question, nearest, why });
}

/** Nothing fits: once other words, the second time the nearest topics, the third time a person. */
export function miss(turn: Turn, nearest: readonly string[], why: LeftQuestion['why'] = 'unknown'): void {
  const { talk } = turn;
  const matter = matterOf(turn);
  talk.misses += 1;
  matter.misses += 1;
  note(turn, matter, 'unanswered');
  leaveToEditors(turn, why);
  if (talk.misses === 1 && why === 'unknown') {
    turn.say({ kind: 'unknown', text: sentence(turn, 'unknown.first'), choices: [personChoice(turn)] });
  } else if (talk.misses === 1) {
    const text = withTellHint(turn, sentence(turn, 'unknown.first'));
    turn.say({ kind: 'unknown', text, choices: [...tellChoice(turn), personChoice(turn)] });
  } else if (talk.misses === 2 && nearest.length > 0) {
    offerArticles(turn, nearest.slice(0, 3), 'choose.nearest', tellChoice(turn));
  } else {
    giveUp(turn);
  }
}

/** A person, or to be told once there is an answer. */
function giveUp(turn: Turn): void {
  offerPerson(turn, withTellHint(turn, sentence(turn, 'unknown.third')), tellChoice(turn));
}

/** What to do about an answer that did not help: the next nearest topics, other words, or a person. */
export function answerDidNotHelp(turn: Turn): void {
  const { talk } = turn;
  const matter = currentMatter(turn);
  const shown = new Set(matter.articles.map(({ id }) => id));
  const others = talk.nearest.filter((id) => !shown.has(id)).slice(0, 3);
  matter.helped = 'no';
  matter.misses += 1;
  talk.misses += 1;
  note(turn, matter, 'unanswered');
  leaveToEditors(turn, 'not-helped');
  if (talk.misses > 2) giveUp(turn);
  else offerArticles(turn, others, others.length > 0 ? 'feedback.sorry' : 'feedback.sorryAlone', tellChoice(turn));
}

const namesOf = new WeakMap<City, readonly string[]>();

/** Every name of a place that says where the citizen is and not what they ask. */
export function placeNames(city: City): readonly string[] {
  let names = namesOf.get(city);
  if (!names) {
    names = city.districts.flatMap(({ name, aliases, parts }) => [name, ...aliases, ...parts]);
    namesOf.set(city, names);
  }
  return names;
}

/** The topics of a message with two questions; none when one of them needs a matter, or help, of its own. */
function topicsOf(turn: Turn, parts: readonly Finding[] = []): string[] {
  const { city } = turn.services;
  const topics = parts.flatMap(({ verdict }) => (verdict.kind === 'answer' ? [verdict.article] : []));
  const alone = (id: string) =>
    id === HUMAN || emergencyOf(id) !== undefined || city.categories[city.categoryOf(id)]?.secrecy === 'strong';
  return topics.some(alone) ? [] : topics;
}

/** Answers each of several questions and asks once whether it helped. */
async function giveArticles(turn: Turn, topics: readonly string[]): Promise<void> {
  for (const [at, topic] of topics.entries())
    await giveArticle(turn, topic, { aside: at < topics.length - 1, sameMatter: at > 0 });
}

/** The topic of the answer a follow-up is about; none once something else was asked in between. */
export function lastTopic({ talk }: Turn): string | undefined {
  return talk.matter?.outcome === 'answered' ? talk.matter.articles.at(-1)?.id : undefined;
}

/** Whether a text shows its language although nothing in it is understood: by its length, or by its letters alone. */
function tellsLanguage(text: string): boolean {
  return text.trim().split(/\s+/).length >= ENOUGH_TO_TELL || !/\p{Script=Latin}/u.test(text);
}

/** How far the nearest of several reports leads before it begins unasked: it says what it is, and can be left. */
const LEADS = 0.05;

/** The one report that a message is meant as, when it tells enough of it not to be shown an article first. */
function reportMeant(turn: Turn, { verdict, reasons }: Finding): string | undefined {
  if (verdict.kind === 'unknown') return undefined;
  const topics = verdict.kind === 'answer' ? [verdict.article] : verdict.articles;
  turn.talk.told = toldIn(turn, topics);
  const isOnlyOne = Object.keys(turn.talk.told).length === 1;
  const [nearest = ''] = topics;
  return isReport(turn, nearest) && (isOnlyOne || reasons.margin >= LEADS) ? nearest : undefined;
}

/** Whoever writes Ukrainian mixes words of Russian in; a talk begun in Ukrainian stays in it. */
const MIXED_INTO: Record<string, string> = { ru: 'uk' };

function mixedInto({ talk }: Turn, language: string): string | undefined {
  const own = MIXED_INTO[language];
  return own === talk.language && !talk.guessed ? own : undefined;
}

/** Finds what the citizen asked for and answers, asks back, or says that it does not know. */
export async function answerQuestion(turn: Turn): Promise<void> {
  const { services, talk, text } = turn;
  const district = services.city.districtIn(text);
  if (district) talk.district = district;
  const priors: Record<string, number> = talk.guessed ? {} : { [talk.language]: 6 };
  const context = { priors, last: lastTopic(turn), ignore: placeNames(services.city) };
  const about = aboutWhat(text, readingOf(turn));
  const bare = services.locales.withoutGreeting(about);
  const ask = (language?: string) => services.find({ text: language ? bare : about, language, ...context });
  const heard = ask();
  // A greeting tells the language, and nothing of the question.
  const first = bare === about ? heard : { ...ask(heard.language), languageSure: heard.languageSure };
  const { live } = services.locales;
  const isServed = (language: string) => live.includes(language);
  const mixed = mixedInto(turn, first.language);
  const heardAs = READS_SWEDISH.includes(first.language) ? 'sv' : mixed;
  const finding = heardAs ? ask(heardAs) : first;
  const { verdict, confidence } = finding;
  const told = verdict.kind !== 'unknown' || tellsLanguage(text);
  if (isServed(finding.language) && !talk.chosen && finding.languageSure && told) talk.language = finding.language;
  const foreign = first.languageSure && !isServed(first.language) && !mixed;
  talk.nearest = finding.ranking.slice(0, 4).map(({ id }) => id);
  talk.question = { seq: turn.seq, language: finding.language };
  talk.told = {};
  const topics = topicsOf(turn, finding.parts);
  if (topics.length > 1) return giveArticles(turn, topics);
  const acts = verdict.kind === 'answer' && verdict.article === HUMAN;
  if (acts && (confidence < SURE_ENOUGH_TO_ACT || services.locales.denies(text))) {
    return offerPerson(turn, sentence(turn, 'handover.offer'));
  }
  if (verdict.kind !== 'unknown') talk.guessed = false;
  const report = reportMeant(turn, finding);
  if (report) return startForm(turn, report);
  if (verdict.kind === 'answer') return giveArticle(turn, verdict.article);
  const notOurs = verdict.kind === 'unknown' || !isServed(finding.language);
  if (foreign && notOurs && tellsLanguage(text)) return offerLanguages(turn, first.language);
  if (talk.guessed && verdict.kind === 'unknown' && (foreign || !first.languageSure)) {
    note(turn, matterOf(turn), 'open');
    return askLanguage(turn);
  }
  if (verdict.kind === 'unknown') return miss(turn, talk.nearest);
  note(turn, matterOf(turn), 'open');
  offerArticles(turn, verdict.articles, 'choose.didYouMean');
}
