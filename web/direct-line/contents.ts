import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** What stands in files, apart from who sent them: a folder in which each content is named after its SHA-256. */
export interface Contents {
  /** Durable when it returns. Putting the same content twice keeps it once. */
  put(content: Buffer): Promise<void>;
  /**
   * Undefined when it is gone.
   * @throws when it is no longer what was put
   */
  read(hash: string): Promise<Buffer | undefined>;
  remove(hash: string): Promise<void>;
  /** The hashes of all there is, also of what was only half written. */
  all(): Promise<string[]>;
  /** Removes it, whole or half written, unless it was put after this moment. */
  removeOld(hash: string, before: Date): Promise<void>;
}

interface Needs {
  folder: string;
  now: () => Date;
  newId: () => string;
}

export function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

export function createContents({ folder, now, newId }: Needs): Contents {
  const names = () => readdir(folder).catch(() => [] as string[]);

  return {
    async put(content) {
      const path = join(folder, hashOf(content));
      const isThere = await utimes(path, now(), now()).then(
        () => true,
        () => false,
      );
      if (isThere) return;
      await mkdir(folder, { recursive: true });
      const part = `${path}.${newId()}.part`;
      const file = await open(part, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.utimes(now(), now());
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, path);
    },
    async read(hash) {
      const content = await readFile(join(folder, hash)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (content && hashOf(content) !== hash) throw new Error('a file is no longer what was kept');
      return content;
    },
    remove: (hash) => rm(join(folder, hash), { force: true }),
    async all() {
      const hashes = (await names()).flatMap((name) => /^([0-9a-f]{64})(\..+\.part)?$/.exec(name)?.[1] ?? []);
      return [...new Set(hashes)];
    },
    async removeOld(hash, before) {
      for (const name of (await names()).filter((one) => one.startsWith(hash))) {
        const found = await stat(join(folder, name)).catch(() => undefined);
        if (found && found.mtime < before) await rm(join(folder, name), { force: true });
      }
    },
  };
}
