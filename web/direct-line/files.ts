import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Connection, Schema } from 'mongoose';
import type { Request, Response, Server } from 'restify';
import type { LogEntry } from '../../store/activity-log.js';
import { modelOf } from '../../store/model.js';
import { HttpError } from '../http-error.js';
import { FILE_KINDS, fileNameFor, fits, typeOf } from './file-type.js';
import { FILE } from './view.js';

export const MOST_FILES = 3;
export const MOST_BYTES = 10 * 1024 * 1024;
const LINK_SECONDS = 3600;

export interface GivenFile {
  name: string;
  /** As the sender calls it. */
  type: string;
  content: Buffer;
}

export interface KeptFile {
  _id: string;
  conversationId: string;
  name: string;
  type: string;
  size: number;
  /** Names the content in the folder of files. */
  hash: string;
  at: Date;
}

export interface Files {
  /** @throws 400, 413 or 415 when one of the files is not taken; then none is kept */
  keep(conversationId: string, files: readonly GivenFile[]): Promise<KeptFile[]>;
  /** Path of a link that opens the file for an hour; whoever may see the conversation may be given one. */
  linkTo(fileId: string): string;
  /** Deletes the files that these entries of the log show. */
  forget(entries: readonly LogEntry[]): Promise<void>;
  routes(server: Server): void;
}

interface Needs {
  connection: Connection;
  dataDir: string;
  signingKey: Uint8Array;
  /** Hides personal numbers. */
  mask: (text: string) => string;
  now: () => Date;
  newId: () => string;
}

const fileSchema = new Schema<KeptFile>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    name: { type: String, required: true },
    type: { type: String, required: true },
    size: { type: Number, required: true },
    hash: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, collection: 'files' },
)
  .index({ conversationId: 1 })
  .index({ hash: 1 });

/** Files of citizens: contents in a folder, named after their hash; who sent what, in the store. */
export function createFiles({ connection, dataDir, signingKey, mask, now, newId }: Needs): Files {
  const model = modelOf(connection, 'File', fileSchema);
  const folder = join(dataDir, 'files');

  const signatureOf = (fileId: string, until: string) =>
    createHmac('sha256', signingKey).update(`file\0${fileId}\0${until}`).digest('base64url');

  async function write(hash: string, content: Buffer): Promise<void> {
    const path = join(folder, hash);
    if (await stat(path).catch(() => undefined)) return;
    await mkdir(folder, { recursive: true });
    const part = `${path}.${newId()}.part`;
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  }

  async function send(req: Request, res: Response): Promise<void> {
    const query = new URLSearchParams(req.getQuery());
    const until = query.get('until') ?? '';
    const fileId = String(req.params.file);
    const expected = Buffer.from(signatureOf(fileId, until));
    const given = Buffer.from(query.get('signature') ?? '');
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    if (!genuine || Number(until) < now().getTime()) throw new HttpError(403, 'BadArgument', 'the link is not valid');
    const file = await model.findOne({ _id: fileId }).lean();
    if (!file) throw new HttpError(404, 'NotFound', 'the file has been deleted');
    const shown = FILE_KINDS[file.type]?.shown ? 'inline' : 'attachment';
    res.setHeader('Content-Disposition', `${shown}; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    res.setHeader('Content-Type', file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type);
    res.setHeader('Content-Length', String(file.size));
    res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
    res.setHeader('Cache-Control', 'private, max-age=3600');
    res.writeHead(200);
    await new Promise<void>((resolve) => {
      const stream = createReadStream(join(folder, file.hash));
      stream.on('error', () => res.destroy());
      res.once('close', () => resolve());
      stream.pipe(res);
    });
  }

  return {
    async keep(conversationId, given) {
      if (given.length > MOST_FILES) {
        throw new HttpError(400, 'BadArgument', `at most ${MOST_FILES} files can be sent at once`);
      }
      const files = given.map((file) => ({ ...file, found: checked(file) }));
      const kept: KeptFile[] = [];
      for (const { name, content, found } of files) {
        const hash = createHash('sha256').update(content).digest('hex');
        await write(hash, content);
        kept.push({
          _id: newId(),
          conversationId,
          name: fileNameFor(name, found, mask),
          type: found,
          size: content.length,
          hash,
          at: now(),
        });
      }
      if (kept.length > 0) await model.collection.insertMany(kept as never[]);
      return kept;
    },
    linkTo(fileId) {
      const until = String(now().getTime() + LINK_SECONDS * 1000);
      return `/v3/directline/files/${encodeURIComponent(fileId)}?until=${until}&signature=${signatureOf(fileId, until)}`;
    },
    async forget(entries) {
      const links = entries
        .flatMap(({ activity }) => activity.attachments ?? [])
        .map(({ contentUrl = '' }) => contentUrl);
      for (const link of links.filter((url) => url.startsWith(FILE))) {
        const gone = await model.findOneAndDelete({ _id: link.slice(FILE.length) }).lean();
        if (gone && !(await model.findOne({ hash: gone.hash }).lean()))
          await rm(join(folder, gone.hash), { force: true });
      }
    },
    routes(server) {
      server.get('/v3/directline/files/:file', send);
    },
  };
}

function checked({ name, type, content }: GivenFile): string {
  if (content.length > MOST_BYTES) {
    throw new HttpError(413, 'PayloadTooLarge', `a file may have at most ${MOST_BYTES / 1024 / 1024} MB`);
  }
  if (content.length === 0) throw new HttpError(400, 'BadArgument', 'the file is empty');
  const found = typeOf(content);
  if (!found || !fits(type, found)) {
    throw new HttpError(
      415,
      'UnsupportedMediaType',
      `${JSON.stringify(name.slice(0, 80))} is not what it says, or of a kind that is not taken`,
    );
  }
  return found;
}
