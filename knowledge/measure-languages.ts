import { detectLanguage } from './language.js';
import { keywordsOf, languageOf, lettersOf, piecesOf, readSentences, type Sentence } from './language-lesson.js';
import { type LanguageModel, unpackModel } from './language-model.js';
import { fold } from './text.js';
import { learnLanguages } from './train-language.js';

type Right = Record<string, number>;

/** Texts of several lengths cut from sentences, each once: keywords, pairs of them, three words in a row, sentences. */
function cut(texts: readonly string[]): Record<string, Set<string>> {
  const cuts = { '1 word': new Set<string>(), '2 words': new Set<string>(), '3 words': new Set<string>() };
  for (const text of texts) {
    const words = lettersOf(text);
    const { threes, pairs } = piecesOf(words);
    for (const word of keywordsOf(words)) cuts['1 word'].add(word);
    for (const pair of pairs) if (pair.length === 2) cuts['2 words'].add(pair.join(' '));
    for (const three of threes) if (three.length === 3) cuts['3 words'].add(three.join(' '));
  }
  const folded = texts.map((text) => lettersOf(text).map(fold).join(' '));
  return { ...cuts, sentence: new Set(texts), 'sentence, plain letters': new Set(folded) };
}

/** For each length the share in per cent that is told right, of every language and of all on average. */
export function measureLanguages(model: LanguageModel, sentences: readonly Sentence[]): Record<string, Right> {
  const figures: Record<string, Right> = {};
  for (const language of model.languages) {
    const texts = sentences.filter((sentence) => languageOf(sentence) === language).map(({ text }) => text);
    for (const [length, pieces] of Object.entries(cut(texts))) {
      const right = [...pieces].filter((text) => detectLanguage(text, model).language === language).length;
      const figure = figures[length] ?? {};
      figure[language] = (100 * right) / pieces.size;
      figures[length] = figure;
    }
  }
  for (const figure of Object.values(figures)) {
    const shares = Object.values(figure);
    figure.all = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  }
  return figures;
}

/** Learns from four of five sentences and asks the fifth, which the model has not seen. */
function measureHeldOut(sentences: readonly Sentence[]): Record<string, Right> {
  const model = unpackModel(learnLanguages(sentences.filter((_sentence, at) => at % 5 !== 0)));
  return measureLanguages(
    model,
    sentences.filter((_sentence, at) => at % 5 === 0),
  );
}

if (require.main === module) {
  const [source] = process.argv.slice(2);
  if (!source) {
    process.stderr.write('usage: node dist/knowledge/measure-languages.js SENTENCES.jsonl\n');
    process.exitCode = 2;
  } else
    for (const [length, { all = 0, ...each }] of Object.entries(measureHeldOut(readSentences(source)))) {
      const details = Object.entries(each).map(([language, share]) => `${language} ${share.toFixed(1)}`);
      process.stdout.write(`${length}: ${all.toFixed(1)} % right (${details.join(', ')})\n`);
    }
}
