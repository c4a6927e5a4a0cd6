/** The kinds of files a citizen may send, by what stands in them: the name and the type given prove nothing. */
export const FILE_KINDS: Record<string, { endings: string[]; shown: boolean }> = {
  'image/jpeg': { endings: ['jpg', 'jpeg'], shown: true },
  'image/png': { endings: ['png'], shown: true },
  'image/gif': { endings: ['gif'], shown: true },
  'image/webp': { endings: ['webp'], shown: true },
  'image/avif': { endings: ['avif'], shown: true },
  'application/pdf': { endings: ['pdf'], shown: false },
  'text/plain': { endings: ['txt'], shown: false },
};

/** What a telephone may send, but nobody here can read: its codec is not in the library that decodes pictures. */
export const HEIC = 'image/heic';
const NAMED_LIKE_PICTURE = /\.(jpe?g|jpe|jfif|png|gif|webp|avif|hei[cf]|svgz?|tiff?|bmp|jxl)$/i;

const SAME: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'text/csv': 'text/plain',
  'text/markdown': 'text/plain',
};

/** What a file is; undefined when it is nothing we take. */
export function typeOf(content: Buffer): string | undefined {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => content[index] === byte);
  const reads = (from: number, text: string) => content.subarray(from, from + text.length).toString('latin1') === text;
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (reads(0, 'GIF87a') || reads(0, 'GIF89a')) return 'image/gif';
  if (reads(0, 'RIFF') && reads(8, 'WEBP')) return 'image/webp';
  if (reads(4, 'ftyp')) {
    const brands = content.subarray(8, Math.min(content.readUInt32BE(0), 256)).toString('latin1');
    if (/avi[fs]/.test(brands)) return 'image/avif';
    if (/^(hei[cxms]|hev[cxms]|mif1|msf1)/.test(brands)) return HEIC;
  }
  if (reads(0, '%PDF-')) return 'application/pdf';
  return isText(content) ? 'text/plain' : undefined;
}

export const isPicture = (type: string): boolean => type.startsWith('image/');

/**
 * Whether what the sender says does not contradict what the file is. A picture may call itself another kind of picture,
 * as photos that went through several telephones often do.
 */
export function fits({ name, type }: { name: string; type: string }, found: string): boolean {
  const named = type.split(';')[0]?.trim().toLowerCase() ?? '';
  const open = named === '' || named === 'application/octet-stream';
  if (isPicture(found)) return open || isPicture(named);
  return !NAMED_LIKE_PICTURE.test(name.trim()) && (open || (SAME[named] ?? named) === found);
}

/** A name that is safe to show and to save, without what must not be kept, and ends as the file's kind does. */
export function fileNameFor(given: string, type: string, mask: (text: string) => string): string {
  const plain = given
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    .replace(/[^\p{L}\p{N} ._()-]/gu, '_');
  const name = mask(plain).replaceAll('*', '_').replace(/^\.+/, '').slice(-120);
  const endings = FILE_KINDS[type]?.endings ?? [];
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (endings.includes(ending)) return name;
  const bare = isPicture(type) ? name.replace(NAMED_LIKE_PICTURE, '') : name;
  return `${bare || 'file'}.${endings[0]}`;
}

function isText(content: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells a text from something else
    return content.length > 0 && !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}
