import type { Request } from 'restify';
import { readBody } from '../body.js';
import { HttpError } from '../http-error.js';
import { type GivenFile, MOST_BYTES, MOST_FILES } from './files.js';

const ACTIVITY_LIMIT = 256 * 1024;

/** The parts of an upload: the activity (browsers send it as a file named "blob", others as plain text) and the files. */
export async function uploadFrom(req: Request): Promise<{ activity: unknown; files: GivenFile[] }> {
  const type = req.headers['content-type'] ?? '';
  if (!/^multipart\/form-data/i.test(type)) {
    throw new HttpError(415, 'UnsupportedMediaType', 'send the files as multipart/form-data');
  }
  // One file more than allowed still gets its proper answer.
  const body = await readBody(req, MOST_FILES * MOST_BYTES + MOST_BYTES + ACTIVITY_LIMIT);
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'BadArgument', 'the activity is no valid JSON');
  }
}
