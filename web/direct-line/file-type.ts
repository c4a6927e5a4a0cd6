/** The kinds of files a citizen may send, by what stands in them: the name and the type given prove nothing. */
export const FILE_KINDS: Record<string, { endings: string[]; shown: boolean }> = {
  'image/jpeg': { endings: ['jpg', 'jpeg'], shown: true },
  'image/png': { endings: ['png'], shown: true },
  'image/gif': { endings: ['gif'], shown: true },
  'image/webp': { endings: ['webp'], shown: true },
  'image/heic': { endings: ['heic', 'heif'], shown: false },
  'application/pdf': { endings: ['pdf'], shown: false },
  'text/plain': { endings: ['txt'], shown: false },
};

const SAME: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/heif': 'image/heic',
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
  if (reads(4, 'ftyp') && /^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(content.subarray(8, 12).toString('latin1'))) {
    return 'image/heic';
  }
  if (reads(0, '%PDF-')) return 'application/pdf';
  return isText(content) ? 'text/plain' : undefined;
}

/** Whether the type the sender named fits what the file is. No type at all fits. */
export function fits(named: string, found: string): boolean {
  const plain = named.split(';')[0]?.trim().toLowerCase() ?? '';
  return plain === '' || plain === 'application/octet-stream' || (SAME[plain] ?? plain) === found;
}

/** A name that is safe to show and to save, without what must not be kept, and ends as the file's kind does. */
export function fileNameFor(given: string, type: string, mask: (text: string) => string): string {
  const plain = given
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    .replace(/[^\p{L}\p{N} ._()-]/gu, '_');
  const name = mask(plain).replaceAll('*', '_').replace(/^\.+/, '').slice(-120);
  const endings = FILE_KINDS[type]?.endings ?? [];
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  return endings.includes(ending) && name.includes('.') ? name : `${name || 'file'}.${endings[0]}`;
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
