import sharp from 'sharp';
import { createSerial } from '../../store/serial.js';
import { FileRefused } from './file-refused.js';

const LONGEST_SIDE = 2560;
/** 64 megapixels are what a telephone takes at most in 10 MB; decoding one can need ten bytes a pixel. */
const MOST_PIXELS = 65_000_000;
/** The decoder of AVIF needs eighteen bytes a pixel, and no camera writes it. */
const MOST_AVIF_PIXELS = 25_000_000;
const MOST_WAITING = 20;
const SECONDS = 20;

interface Picture {
  type: string;
  content: Buffer;
}

/** What sharp calls each kind we take, and how it is written again. */
const KINDS: Record<string, { format: string; written: 'jpeg' | 'png' | 'webp' }> = {
  'image/jpeg': { format: 'jpeg', written: 'jpeg' },
  'image/png': { format: 'png', written: 'png' },
  'image/webp': { format: 'webp', written: 'webp' },
  'image/gif': { format: 'gif', written: 'png' },
  'image/avif': { format: 'heif', written: 'jpeg' },
};

const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'];

sharp.cache(false);
sharp.concurrency(1);
// Drawings, documents and all else that the library could read are closed, whatever a file claims to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: LOADERS.map((kind) => `VipsForeignLoad${kind}`) });

/**
 * Makes pictures anew from their pixels, one at a time: upright, first frame only, at most `LONGEST_SIDE` long, in sRGB.
 * Nothing else of the file is carried over: no place, camera, name, preview or anything behind the picture.
 * @throws {FileRefused} when it is broken, has too many pixels, or too many others wait
 */
export function createPictures(): (type: string, content: Buffer, name: string) => Promise<Picture> {
  const serial = createSerial();
  let waiting = 0;

  return async (type, content, name) => {
    if (waiting >= MOST_WAITING) throw new FileRefused(429, 'file.busy');
    waiting++;
    try {
      return await serial('', () => madeAnew(type, content, name));
    } finally {
      waiting--;
    }
  };
}

async function madeAnew(type: string, content: Buffer, name: string): Promise<Picture> {
  const kind = KINDS[type];
  const broken = () => new FileRefused(415, 'file.broken', { name });
  if (!kind) throw broken();
  const most = type === 'image/avif' ? MOST_AVIF_PIXELS : MOST_PIXELS;
  // The header alone: the limit is ours to tell, and must be known before a pixel is decoded.
  const { format, width, height } = await sharp(content, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw broken();
    });
  if (format !== kind.format) throw broken();
  if (width * height > most) {
    throw new FileRefused(413, 'file.tooManyPixels', {
      name,
      megapixels: Math.round(width * height * 1e-6),
      most: most * 1e-6,
    });
  }
  const upright = sharp(content, { limitInputPixels: most, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const written = kind.written === 'jpeg' ? upright.flatten({ background: '#fff' }) : upright;
  const anew = await written
    .toFormat(kind.written, { quality: 85 })
    .timeout({ seconds: SECONDS })
    .toBuffer()
    .catch(() => {
      throw broken();
    });
  return { type: `image/${kind.written}`, content: anew };
}
