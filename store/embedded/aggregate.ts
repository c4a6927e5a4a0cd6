import { refused } from './errors.js';
import { readFilter } from './filter.js';
import { matches } from './match.js';
import { isPlace, type Steps, stepsOf } from './paths.js';
import { readProjection } from './project.js';
import { readSort, sortDocs } from './sort.js';
import { compare, copyOf, type Doc, isDoc, toPlain } from './values.js';

export type Stage = (docs: Doc[]) => Doc[];
type Expression = (doc: Doc) => unknown;

/** Reads one stage of a pipeline. */
export function readStage(stage: Doc, where: string): Stage {
  const [[name, body] = ['', undefined], more] = Object.entries(stage);
  if (more) throw refused('two operators in one stage', where);
  const place = `${where} ${name}`;
  switch (name) {
    case '$match': {
      const condition = readFilter(body, place);
      return (docs) => docs.filter((doc) => matches(condition, doc));
    }
    case '$sort': {
      const sort = readSort(body, place);
      return (docs) => sortDocs(docs, sort, (doc) => doc);
    }
    case '$skip':
      return (docs) => docs.slice(Number(body));
    case '$limit':
      return (docs) => docs.slice(0, Number(body));
    case '$count':
      return (docs) => (docs.length > 0 ? [{ [String(body)]: docs.length }] : []);
    case '$unwind':
      return readUnwind(body, place);
    case '$project':
      return readProject(body as Doc, place);
    case '$group':
      return readGroup(body as Doc, place);
    default:
      throw refused(`the stage ${name}`, where);
  }
}

/** A value or `'$path'`; anything computed belongs into the document when it is written. */
function readExpression(expression: unknown, where: string): Expression {
  if (typeof expression === 'string' && expression.startsWith('$')) {
    if (expression.startsWith('$$')) throw refused(`the variable ${expression}`, where);
    const steps = stepsOf(expression.slice(1), where);
    return (doc) => valueAt(doc, steps, 0);
  }
  if (Array.isArray(expression)) throw refused('a list as an expression', where);
  if (isDoc(expression)) {
    const operator = Object.keys(expression).find((key) => key.startsWith('$'));
    if (operator) throw refused(`the expression ${operator}`, where);
    const fields = Object.entries(expression).map(([key, part]) => [key, readExpression(part, where)] as const);
    return (doc) => fieldsOf(fields, doc);
  }
  const value = copyOf(expression, where);
  return () => value;
}

function fieldsOf(fields: ReadonlyArray<readonly [string, Expression]>, doc: Doc): Doc {
  const made: Doc = {};
  for (const [key, expression] of fields) {
    const value = expression(doc);
    if (value !== undefined) made[key] = value;
  }
  return made;
}

function valueAt(value: unknown, steps: Steps, at: number): unknown {
  const step = steps[at];
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => valueAt(item, steps, at)).filter((item) => item !== undefined);
  return isDoc(value) && Object.hasOwn(value, step) ? valueAt(value[step], steps, at + 1) : undefined;
}

function readUnwind(body: unknown, where: string): Stage {
  const options = (typeof body === 'string' ? { path: body } : body) as {
    path: string;
    preserveNullAndEmptyArrays?: boolean;
  };
  const wrong = Object.keys(options).find((key) => key !== 'path' && key !== 'preserveNullAndEmptyArrays');
  if (wrong) throw refused(wrong, where);
  const steps = stepsOf(options.path.slice(1), where);
  return (docs) =>
    docs.flatMap((doc) => {
      const value = steps.reduce<unknown>((at, step) => (isDoc(at) ? at[step] : undefined), doc);
      if (Array.isArray(value) && value.length > 0) return value.map((item) => withField(doc, steps, item));
      if (value !== undefined && value !== null && !Array.isArray(value)) return [doc];
      if (!options.preserveNullAndEmptyArrays) return [];
      return [Array.isArray(value) ? withField(doc, steps, undefined) : doc];
    });
}

function withField(doc: Doc, [step = '', ...rest]: Steps, value: unknown): Doc {
  const copy = { ...doc };
  if (rest.length > 0) copy[step] = withField(doc[step] as Doc, rest, value);
  else if (value === undefined) delete copy[step];
  else copy[step] = value;
  return copy;
}

function readProject(body: Doc, where: string): Stage {
  const isChoice = (wanted: unknown) => [0, 1, true, false].includes(wanted as number);
  const computed = Object.entries(body).filter(([, wanted]) => !isChoice(wanted));
  if (computed.some(([path]) => path.includes('.') || isPlace(path))) throw refused('a computed nested field', where);
  const fields = computed.map(([key, expression]) => [key, readExpression(expression, where)] as const);
  const chosen = Object.entries(body).filter(([, wanted]) => isChoice(wanted));
  const hidesOnlyId = chosen.length === 1 && chosen[0]?.[0] === '_id' && !chosen[0][1];
  if (fields.length > 0 && chosen.some(([path, wanted]) => !wanted && path !== '_id'))
    throw refused('leaving out fields beside computed ones', where);
  const choice =
    fields.length > 0 && (chosen.length === 0 || hidesOnlyId)
      ? { ...Object.fromEntries(chosen), ' ': 1 }
      : Object.fromEntries(chosen);
  const project = readProjection(choice, where);
  return (docs) => docs.map((doc) => ({ ...(project ? project(doc) : doc), ...fieldsOf(fields, doc) }));
}

type Accumulator = { start(): unknown; add(sum: never, value: unknown): unknown; end?(sum: never): unknown };

const isNumber = (value: unknown): value is number => typeof value === 'number';
const keepFirst = { start: () => undefined, add: (sum: unknown, value: unknown) => sum ?? { value }, end: keptValue };
const keepBetter = (sign: 1 | -1) => ({
  start: () => undefined,
  add: (best: { value: unknown } | undefined, value: unknown) =>
    value === null || value === undefined || (best && compare(value, best.value) * sign <= 0) ? best : { value },
  end: keptValue,
});

function keptValue(kept: { value: unknown } | undefined): unknown {
  return kept?.value ?? null;
}

const ACCUMULATORS: Record<string, Accumulator> = {
  $sum: { start: () => 0, add: (sum: number, value) => (isNumber(value) ? sum + value : sum) },
  $avg: {
    start: () => ({ sum: 0, count: 0 }),
    add: (at: { sum: number; count: number }, value) =>
      isNumber(value) ? { sum: at.sum + value, count: at.count + 1 } : at,
    end: ({ sum, count }: { sum: number; count: number }) => (count > 0 ? sum / count : null),
  },
  $min: keepBetter(-1),
  $max: keepBetter(1),
  $first: keepFirst as Accumulator,
  $last: { start: () => null, add: (_: unknown, value) => value ?? null },
  $push: {
    start: () => [],
    add: (list: unknown[], value) => {
      if (value !== undefined) list.push(value);
      return list;
    },
  },
};

function readGroup(body: Doc, where: string): Stage {
  const { _id, ...fields } = body;
  const keyOf = readExpression(_id, where);
  const sums = Object.entries(fields).map(([name, field]) => {
    const [[operator, operand] = ['', undefined], more] = Object.entries(field as object);
    const accumulator = ACCUMULATORS[operator];
    if (!accumulator || more) throw refused(`the accumulator ${operator}`, `${where} at "${name}"`);
    return { name, accumulator, read: readExpression(operand, `${where} at "${name}"`) };
  });
  return (docs) => {
    const groups = new Map<string, { id: unknown; sums: unknown[] }>();
    for (const doc of docs) {
      const id = keyOf(doc) ?? null;
      const key = JSON.stringify(toPlain(id, where));
      const group = groups.get(key) ?? { id, sums: sums.map(({ accumulator }) => accumulator.start()) };
      groups.set(key, group);
      sums.forEach(({ accumulator, read }, i) => {
        group.sums[i] = accumulator.add(group.sums[i] as never, read(doc));
      });
    }
    return [...groups.values()].map((group) => ({
      _id: group.id,
      ...Object.fromEntries(
        sums.map(({ name, accumulator }, i) => [
          name,
          accumulator.end ? accumulator.end(group.sums[i] as never) : group.sums[i],
        ]),
      ),
    }));
  };
}
