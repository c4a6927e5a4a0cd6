import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measure, predict, readQuestions } from '../../knowledge/evaluate.js';
import { loadKnowledge } from '../../knowledge/index.js';
import { KNOWLEDGE } from '../support/articles.js';

/** Shares in per cent that every language has to reach on sentences the articles do not contain. */
const GOALS = { at1: 85, at3: 93 };

const knowledge = loadKnowledge({ directory: KNOWLEDGE });

describe.each(['questions.sv', 'questions.en', 'later.sv', 'later.en'])('the quality of answers (%s)', (file) => {
  const questions = readQuestions(readFileSync(join(__dirname, `${file}.jsonl`), 'utf8'));
  const figures = measure(questions, predict(knowledge, questions, { clock: () => performance.now() })).all;

  it(`has the right topic first for at least ${GOALS.at1} % of the questions`, () => {
    expect(figures?.at1).toBeGreaterThanOrEqual(GOALS.at1);
  });

  it(`has the right topic among the first three for at least ${GOALS.at3} %`, () => {
    expect(figures?.at3).toBeGreaterThanOrEqual(GOALS.at3);
  });

  it('is seldom wrong when it answers, and seldom answers what is not the city’s', () => {
    expect(figures?.wrongAmongAnswered).toBeLessThanOrEqual(6);
    expect(figures?.oosNotAnswered).toBeGreaterThanOrEqual(90);
    expect(figures?.auroc).toBeGreaterThanOrEqual(92);
  });

  it('recognises the language', () => {
    expect(figures?.langRight).toBeGreaterThanOrEqual(99);
  });
});
