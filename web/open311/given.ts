import type { Request } from 'restify';
import { z } from 'zod';
import { JSON_LIMIT, readBody } from '../body.js';
import { HttpError } from '../http-error.js';

/** What a program sent, whatever it was written in. Fields left empty are as if they were not there. */
export interface Given {
  field(name: string): string;
  /** The answers by their field's name. */
  attributes: ReadonlyMap<string, readonly string[]>;
  /** Everything that was written, wherever. */
  words: readonly string[];
}

const scalar = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => (value === null ? '' : String(value)));
const jsonBody = z
  .object({
    attribute: z
      .record(z.string(), z.union([scalar.transform((one) => [one]), z.array(scalar)]), 'must be an object of answers')
      .default({}),
  })
  .catchall(scalar);

type Pair = readonly [name: string, value: string];

/** What is not in the body may stand in the address. @throws {HttpError} 400 | 413 | 415 */
export async function readGiven(req: Request, query: URLSearchParams): Promise<Given> {
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isJson = type === 'application/json';
  if (!isJson && type !== 'application/x-www-form-urlencoded') {
    throw new HttpError(
      415,
      'UnsupportedMediaType',
      'send the report as application/x-www-form-urlencoded or application/json',
    );
  }
  const text = (await readBody(req, JSON_LIMIT)).toString('utf8');
  return givenFrom([...query, ...(isJson ? pairsOf(text) : new URLSearchParams(text))]);
}

function pairsOf(text: string): Pair[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'InvalidContent', 'the body is no valid JSON');
  }
  const read = jsonBody.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new HttpError(400, 'BadRequest', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
  }
  const { attribute, ...fields } = read.data;
  return [
    ...Object.entries(fields as Record<string, string>),
    ...Object.entries(attribute).flatMap(([name, values]) =>
      values.map((value): Pair => [`attribute[${name}]`, value]),
    ),
  ];
}

/** `attribute[code]=a`, and for several answers `attribute[code][]=a&attribute[code][]=b`. */
function givenFrom(pairs: readonly Pair[]): Given {
  const fields = new Map<string, string>();
  const attributes = new Map<string, string[]>();
  for (const [name, written] of pairs) {
    const value = written.trim();
    if (!value) continue;
    const [, code] = /^attribute\[([^\]]+)\](?:\[\d*\])?$/.exec(name) ?? [];
    if (code) attributes.set(code, [...(attributes.get(code) ?? []), value]);
    else fields.set(name, value);
  }
  const words = pairs.map(([, written]) => written);
  return { field: (name) => fields.get(name) ?? '', attributes, words };
}
