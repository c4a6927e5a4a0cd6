import { createHmac, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { type Connection, Schema } from 'mongoose';
import type { Request, Response, Server } from 'restify';
import type { ActivityLog, LogEntry } from '../../store/activity-log.js';
import { modelOf } from '../../store/model.js';
import { createSerial } from '../../store/serial.js';
import { HttpError } from '../http-error.js';
import { createContents, hashOf } from './contents.js';
import { FileRefused } from './file-refused.js';
import { FILE_KINDS, fileNameFor, fits, HEIC, isPicture, typeOf } from './file-type.js';
import { createPictures } from './pictures.js';
import { FILE } from './view.js';

export const MOST_FILES = 3;
export const MOST_BYTES = 10 * 1024 * 1024;
const LINK_SECONDS = 3600;
/** Longer than any upload takes: what no message shows by then was never sent. */
const UNSENT_MS = 3600_000;
const SEARCH_FOLDER_EVERY_MS = 24 * 3600_000;
const PAGE = 500;

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
  /** The sweep has seen the message that shows it. Missing in what was kept before there was a sweep. */
  sent?: boolean;
}

export interface Files {
  /** @throws {FileRefused} when one of the files is not taken; then none is kept */
  keep(conversationId: string, files: readonly GivenFile[]): Promise<KeptFile[]>;
  /** Path of a link that opens the file for an hour; whoever may see the conversation may be given one. */
  linkTo(fileId: string): string;
  /** Deletes the files that these entries of the log show. */
  forget(entries: readonly LogEntry[]): Promise<void>;
  /** Deletes what was uploaded an hour ago and is in no message, and contents that belong to nothing. */
  sweep(): Promise<void>;
  routes(server: Server): void;
}

interface Needs {
  connection: Connection;
  log: Pick<ActivityLog, 'after'>;
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
    sent: { type: Boolean },
  },
  { versionKey: false, collection: 'files' },
)
  .index({ conversationId: 1 })
  .index({ hash: 1 })
  .index({ sent: 1, at: 1 });

/** Files of citizens: contents in a folder, named after their hash; who sent what, in the store. */
export function createFiles({ connection, log, dataDir, signingKey, mask, now, newId }: Needs): Files {
  const model = modelOf(connection, 'File', fileSchema);
  const contents = createContents({ folder: join(dataDir, 'files'), now, newId });
  const madeAnew = createPictures();
  /** Equal files share one content: one must not go just as another comes. */
  const oneByOne = createSerial();
  let searchedAt = 0;

  const signatureOf = (fileId: string, until: string) =>
    createHmac('sha256', signingKey).update(`file\0${fileId}\0${until}`).digest('base64url');

  async function send(req: Request, res: Response): Promise<void> {
    const query = new URLSearchParams(req.getQuery());
    const until = query.get('until') ?? '';
    const fileId = String(req.params.file);
    const expected = Buffer.from(signatureOf(fileId, until));
    const given = Buffer.from(query.get('signature') ?? '');
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    if (!genuine || Number(until) < now().getTime()) throw new HttpError(403, 'BadArgument', 'the link is not valid');
    const file = await model.findOne({ _id: fileId }).lean();
    const content = file && (await contents.read(file.hash));
    if (!content) throw new HttpError(404, 'NotFound', 'the file has been deleted');
    const shown = FILE_KINDS[file.type]?.shown ? 'inline' : 'attachment';
    res.setHeader('Content-Disposition', `${shown}; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    res.setHeader('Content-Type', file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type);
    res.setHeader('Content-Length', String(content.length));
    res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
    res.setHeader('Cache-Control', 'private, max-age=3600');
    res.writeHead(200);
    res.end(content);
  }

  async function keepOne(conversationId: string, { name, type, content }: GivenFile): Promise<KeptFile> {
    const hash = hashOf(content);
    const _id = newId();
    const file = { _id, conversationId, name, type, size: content.length, hash, at: now(), sent: false };
    await oneByOne(hash, async () => {
      await contents.put(content);
      await model.collection.insertOne(file as never);
    });
    return file;
  }

  async function drop({ _id, hash }: KeptFile): Promise<void> {
    await oneByOne(hash, async () => {
      await model.deleteOne({ _id });
      if (!(await model.findOne({ hash }).lean())) await contents.remove(hash);
    });
  }

  async function isShown({ _id, conversationId }: KeptFile): Promise<boolean> {
    for (let watermark = 0; ; ) {
      const page = await log.after(conversationId, watermark, PAGE);
      if (page.some((entry) => fileIdsIn(entry).includes(_id))) return true;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return false;
      watermark = last.seq;
    }
  }

  async function sweepUnsent(before: Date): Promise<void> {
    const unsent = await model
      .find({ sent: false, at: { $lt: before } })
      .limit(PAGE)
      .lean();
    for (const file of unsent) {
      if (await isShown(file)) await model.updateOne({ _id: file._id }, { $set: { sent: true } });
      else await drop(file);
    }
  }

  async function sweepFolder(before: Date): Promise<void> {
    const all = await contents.all();
    for (let from = 0; from < all.length; from += PAGE) {
      const hashes = all.slice(from, from + PAGE);
      const known = await model.find({ hash: { $in: hashes } }, { hash: 1 }).lean();
      const owned = new Set(known.map(({ hash }) => hash));
      for (const hash of hashes.filter((one) => !owned.has(one))) {
        await oneByOne(hash, async () => {
          if (!(await model.findOne({ hash }).lean())) await contents.removeOld(hash, before);
        });
      }
    }
  }

  return {
    async keep(conversationId, given) {
      if (given.length > MOST_FILES) throw new FileRefused(400, 'file.tooMany', { most: MOST_FILES });
      const checked = given.map((file) => check(file, mask));
      const files: GivenFile[] = [];
      for (const file of checked) {
        const said = sayable(file.name, mask);
        const { type, content } = isPicture(file.type) ? await madeAnew(file.type, file.content, said) : file;
        files.push({ name: fileNameFor(file.name, type, mask), type, content });
      }
      const kept: KeptFile[] = [];
      for (const file of files) kept.push(await keepOne(conversationId, file));
      return kept;
    },
    linkTo(fileId) {
      const until = String(now().getTime() + LINK_SECONDS * 1000);
      return `/v3/directline/files/${encodeURIComponent(fileId)}?until=${until}&signature=${signatureOf(fileId, until)}`;
    },
    async forget(entries) {
      for (const _id of entries.flatMap(fileIdsIn)) {
        const file = await model.findOne({ _id }).lean();
        if (file) await drop(file);
      }
    },
    async sweep() {
      const at = now().getTime();
      const before = new Date(at - UNSENT_MS);
      await sweepUnsent(before);
      if (at - searchedAt < SEARCH_FOLDER_EVERY_MS) return;
      await sweepFolder(before);
      searchedAt = at;
    },
    routes(server) {
      server.get('/v3/directline/files/:file', send);
    },
  };
}

function fileIdsIn({ activity }: LogEntry): string[] {
  const urls = (activity.attachments ?? []).map(({ contentUrl = '' }) => contentUrl);
  return urls.filter((url) => url.startsWith(FILE)).map((url) => url.slice(FILE.length));
}

/** The file with the type it has, whatever it calls itself. */
function check(given: GivenFile, mask: (text: string) => string): GivenFile {
  const { content } = given;
  if (content.length > MOST_BYTES) throw tooLarge();
  const said = sayable(given.name, mask);
  if (content.length === 0) throw new FileRefused(400, 'file.empty', { name: said });
  const type = typeOf(content);
  if (type === HEIC) throw new FileRefused(415, 'file.heic', { name: said });
  if (!type || !fits(given, type)) throw new FileRefused(415, 'file.kind', { name: said });
  return { name: given.name, type, content };
}

/** The end of a name, as it may stand in a sentence to its sender. */
function sayable(name: string, mask: (text: string) => string): string {
  return mask(name).replace(/\p{C}/gu, '').slice(-80);
}

export function tooLarge(): FileRefused {
  return new FileRefused(413, 'file.tooLarge', { megabytes: MOST_BYTES / 1024 / 1024 });
}
