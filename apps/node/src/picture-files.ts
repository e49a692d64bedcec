import { existsSync, statSync } from 'node:fs';
import { basename, extname, relative, sep } from 'node:path';
import { listImages } from '@ikat/data/node';

/** A picture, with a name that tells it from others of its folder. */
export interface PictureFile {
  path: string;
  name: string;
}

/** The pictures of a file or folder; in a folder, the names of inner folders stay in theirs. */
export function picturesOf(command: string, input: string): PictureFile[] {
  if (!existsSync(input)) {
    throw new Error(`${command}: expected a picture or a folder, got nothing at ${input}.`);
  }
  if (!isFolder(input)) return [{ path: input, name: withoutEnding(basename(input)) }];
  return listImages(input).map((path) => ({
    path,
    name: withoutEnding(relative(input, path)).replaceAll(sep, '-'),
  }));
}

/** Whether there is a folder at a path, or a link to one. */
export const isFolder = (path: string) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const withoutEnding = (path: string) => path.slice(0, path.length - extname(path).length);
