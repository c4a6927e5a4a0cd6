import type { Request } from 'restify';
import { readBody } from '../body.js';
import { HttpError } from '../http-error.js';
import { type GivenFile, MOST_BYTES, MOST_FILES, tooLarge } from './files.js';

const ACTIVITY_LIMIT = 256 * 1024;
/** A parameter of a header, its value in quotes or not. */
const PARAMETER = /^\s*([\w-]+\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]+))\s*(?:;|$)/;

interface Upload {
  activity: unknown;
  files: GivenFile[];
}

/** What a client uploads: a message with files as parts of a form, or one file as the whole body. */
export async function uploadFrom(req: Request): Promise<Upload> {
  const type = req.headers['content-type'] ?? '';
  if (/^multipart\/form-data/i.test(type)) return partsFrom(req, type);
  if (/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new HttpError(415, 'UnsupportedMediaType', 'send one file as it is, or several as multipart/form-data');
  }
  const name = fileNameIn(req.headers['content-disposition'] ?? '');
  return { activity: undefined, files: [{ name, type, content: await readUpTo(MOST_BYTES, req) }] };
}

async function readUpTo(limit: number, req: Request): Promise<Buffer> {
  return readBody(req, limit).catch((error) => {
    throw error instanceof HttpError && error.status === 413 ? tooLarge() : error;
  });
}

/** The parts of an upload: the activity (browsers send it as a file named "blob", others as plain text) and the files. */
async function partsFrom(req: Request, type: string): Promise<Upload> {
  // One file more than allowed still gets its proper answer.
  const body = await readUpTo(MOST_FILES * MOST_BYTES + MOST_BYTES + ACTIVITY_LIMIT, req);
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => {
    throw new HttpError(400, 'BadArgument', 'the parts of the body cannot be read');
  });
  let activity: unknown;
  const files: GivenFile[] = [];
  for (const [part, value] of form as unknown as Iterable<[string, string | Blob]>) {
    if (part === 'activity') {
      const text = typeof value === 'string' ? value : await value.text();
      if (text.length > ACTIVITY_LIMIT) throw new HttpError(413, 'PayloadTooLarge', 'the activity is too large');
      activity = jsonOf(text);
    } else if (typeof value !== 'string') {
      const name = (value as Blob & { name?: string }).name ?? 'file';
      files.push({ name, type: value.type, content: Buffer.from(await value.arrayBuffer()) });
    }
  }
  if (files.length === 0) throw new HttpError(400, 'BadArgument', 'there is no file in the upload');
  return { activity, files };
}

/** Microsoft's clients leave out the `form-data;` or `attachment;` that other clients begin with. */
function fileNameIn(header: string): string {
  const parameters = new Map<string, string>();
  for (let rest = header.replace(/^\s*[\w-]+\s*;/, ''); rest.trim() !== ''; ) {
    const [all, key = '', quoted, plain = ''] = PARAMETER.exec(rest) ?? [];
    if (all === undefined || parameters.has(key.toLowerCase())) throw oddDisposition();
    parameters.set(key.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
    rest = rest.slice(all.length);
  }
  const name = encodedName(parameters.get('filename*')) ?? utf8(parameters.get('filename') ?? '');
  if (name.trim() === '') throw oddDisposition();
  return name;
}

/** `UTF-8''na%C3%AFve.png`, for letters that a header cannot hold. */
function encodedName(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const encoded = /^utf-8'[\w-]*'(.+)$/i.exec(value)?.[1];
  try {
    return decodeURIComponent(encoded ?? '%');
  } catch {
    throw oddDisposition();
  }
}

/** Headers reach us a letter for each byte; many clients write UTF-8 into them all the same. */
function utf8(header: string): string {
  const text = Buffer.from(header, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? header : text;
}

function oddDisposition(): HttpError {
  const example = 'Content-Disposition: name="file"; filename="photo.png"';
  return new HttpError(400, 'BadArgument', `say what the file is called, like ${example}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'BadArgument', 'the activity is no valid JSON');
  }
}
