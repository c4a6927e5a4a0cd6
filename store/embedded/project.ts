import { refused } from './errors.js';
import { stepsOf } from './paths.js';
import { type Doc, isDoc } from './values.js';

type Tree = Map<string, Tree | true>;
export type Projection = (doc: Doc) => Doc;

/** Reads which fields a caller wants: those named, or all but those named. */
export function readProjection(projection: unknown, where: string): Projection | undefined {
  const entries = Object.entries((projection as object | null | undefined) ?? {});
  if (entries.length === 0) return undefined;
  for (const [path, wanted] of entries) {
    if (![0, 1, true, false].includes(wanted as number))
      throw refused('a projection other than by 1 or 0', `${where} at "${path}"`);
    if (stepsOf(path, where).some((step) => step.startsWith('$'))) throw refused(`the projection "${path}"`, where);
  }
  const named = entries.filter(([path]) => path !== '_id');
  const id = entries.find(([path]) => path === '_id')?.[1];
  const including = named.length > 0 ? Boolean(named[0]?.[1]) : Boolean(id);
  if (named.some(([, wanted]) => Boolean(wanted) !== including))
    throw refused('naming and leaving out fields at once', where);
  const keepsId = id === undefined || Boolean(id);
  const paths = named.map(([path]) => path).concat(keepsId === including ? ['_id'] : []);
  const tree = treeOf(paths, where);
  return including ? (doc) => only(doc, tree) as Doc : (doc) => without(doc, tree) as Doc;
}

function treeOf(paths: string[], where: string): Tree {
  const tree: Tree = new Map();
  for (const path of paths) {
    let at = tree;
    const steps = stepsOf(path, where);
    for (const [i, step] of steps.entries()) {
      const next = at.get(step);
      const isLast = i === steps.length - 1;
      if (next === true || (isLast && next))
        throw refused('overlapping paths in a projection', `${where} at "${path}"`);
      if (isLast) at.set(step, true);
      else {
        const branch: Tree = next ?? new Map();
        at.set(step, branch);
        at = branch;
      }
    }
  }
  return tree;
}

function only(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value))
    return value
      .filter((item) => typeof item === 'object' && item !== null)
      .map((item) => only(item, tree))
      .filter((item) => item !== undefined);
  if (!isDoc(value)) return undefined;
  const kept: Doc = {};
  for (const [key, field] of Object.entries(value)) {
    const branch = tree.get(key);
    const part = branch === true ? field : branch && only(field, branch);
    if (part !== undefined) kept[key] = part;
  }
  return kept;
}

function without(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, tree));
  if (!isDoc(value)) return value;
  const kept: Doc = {};
  for (const [key, field] of Object.entries(value)) {
    const branch = tree.get(key);
    if (branch !== true) kept[key] = branch ? without(field, branch) : field;
  }
  return kept;
}
