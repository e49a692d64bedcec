import { readFile } from 'node:fs/promises';
import { type Html, html } from './report-html.js';
import type { ReportPicture } from './report-types.js';

const SIGNATURES: [type: string, offset: number, bytes: string][] = [
  ['image/png', 0, '\x89PNG'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
];

// Smaller pictures, such as glyphs, are enlarged without blur.
const SMALL = 128;

async function bytesOf({ image, caption }: ReportPicture): Promise<Buffer> {
  if (image instanceof Uint8Array) return Buffer.from(image);
  try {
    return await readFile(image);
  } catch (cause) {
    throw new Error(
      `writeReport: expected a picture at ${image} ("${caption}"), got none that can be read. Check the path.`,
      { cause },
    );
  }
}

function typeOf(bytes: Buffer, caption: string): string {
  const found = SIGNATURES.find(
    ([, offset, text]) => bytes.toString('latin1', offset, offset + text.length) === text,
  );
  if (found) return found[0];
  throw new TypeError(
    `writeReport: expected "${caption}" to be PNG, JPEG, WebP, GIF or AVIF, got something else. Save it as PNG.`,
  );
}

/** The width and height that a PNG file's header states. */
function pngSize(bytes: Buffer): [number, number] | undefined {
  return bytes.length < 24 ? undefined : [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/** The picture inside the page itself, with its caption. */
export async function figure(picture: ReportPicture): Promise<Html> {
  const bytes = await bytesOf(picture);
  const type = typeOf(bytes, picture.caption);
  const size = type === 'image/png' ? pngSize(bytes) : undefined;
  const source = `data:${type};base64,${bytes.toString('base64')}`;
  const small = size !== undefined && Math.max(...size) < SMALL;
  const dimensions = size && html` width="${size[0]}" height="${size[1]}"`;
  return html`<figure><img src="${source}" alt="${picture.alt ?? picture.caption}"${dimensions}${small && html` class="small"`}><figcaption>${picture.caption}</figcaption></figure>`;
}
