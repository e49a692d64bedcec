import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import sharp, { type Metadata } from 'sharp';
import type { Output } from '../output.js';
import { isFolder } from '../picture-files.js';
import type { Job } from './stylize-jobs.js';

/** Says, once each, what of the pictures will not be in the results. */
export async function sayLosses(inputs: string[], jobs: Job[], output: Output): Promise<void> {
  const [clear, moving]: [string[], string[]] = [[], []];
  for (const { from } of jobs) {
    const header = await headerOf(from);
    if (header?.hasAlpha === true && (await isClear(from))) clear.push(from);
    if (header?.pages !== undefined && header.pages > 1) moving.push(from);
  }
  const others = inputs.filter(isFolder).flatMap(otherPictures);
  if (clear.length > 0)
    output.warn(`Painted on white, because results are opaque: ${some(clear)}.`);
  if (moving.length > 0) output.warn(`Only the first picture is painted of ${some(moving)}.`);
  if (others.length > 0) {
    output.warn(`Left out, because pictures of that kind cannot be read: ${some(others)}.`);
  }
}

function some([first, ...others]: readonly string[]): string {
  return others.length === 0 ? first! : `${first} and ${others.length} more`;
}

/** What cannot be read is told when its turn comes. */
const headerOf = (file: string): Promise<Metadata | undefined> =>
  sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);

/** Many pictures have an alpha channel that hides nothing. */
const isClear = (file: string): Promise<boolean> =>
  sharp(file)
    .stats()
    .then(({ isOpaque }) => !isOpaque)
    .catch(() => false);

const otherKinds = ['.svg', '.heic', '.heif', '.bmp', '.jxl', '.jp2', '.ico', '.psd', '.tga'];

function otherPictures(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .filter(({ name }) => otherKinds.includes(extname(name).toLowerCase()))
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
}
