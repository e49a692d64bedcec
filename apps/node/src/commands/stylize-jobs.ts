import { accessSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { isFolder, picturesOf } from '../picture-files.js';
import { UsageError } from '../usage-error.js';

/** Which file becomes which. */
export interface Job {
  from: string;
  to: string;
}

const endings = ['.png', '.jpg', '.jpeg', '.webp', '.avif', '.tif', '.tiff'];

/** All files to make, each known to be free and possible to write before anything is painted. */
export function planJobs(
  inputs: string[],
  { out, style = [] }: { out?: string | undefined; style?: string[] | undefined },
): Job[] {
  const jobs = targets(inputs, out);
  const taken = new Set([...jobs.map(({ from }) => from), ...style].map(realPath));
  for (const { from, to } of jobs) {
    if (taken.has(realPath(to))) {
      throw new Error(
        `stylize: expected ${to} to be free, got a picture of this run there. Choose another --out than ${from} comes from.`,
      );
    }
    taken.add(realPath(to));
  }
  for (const { to } of jobs) checkTarget(to);
  return jobs;
}

function targets(inputs: string[], out: string | undefined): Job[] {
  const files = inputs.flatMap((input) => picturesOf('stylize', input));
  const only = files[0]!;
  if (files.length === 1 && out !== undefined && extname(out) !== '' && !isFolder(out)) {
    return [{ from: only.path, to: out }];
  }
  const folder = out ?? 'stylized';
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new Error(
      `stylize: expected a folder to write to, got ${folder}, which cannot be made (${(cause as NodeJS.ErrnoException).code}).`,
      { cause },
    );
  }
  return files.map(({ path, name }) => ({ from: path, to: join(folder, `${name}.png`) }));
}

const realPath = (path: string) => (existsSync(path) ? realpathSync(path) : resolve(path));

function checkTarget(to: string): void {
  if (!endings.includes(extname(to).toLowerCase())) {
    throw new UsageError(
      `stylize: expected a file name that ends in ${endings.join(', ')}, got ${to}.`,
    );
  }
  if (isFolder(to)) {
    throw new UsageError(`stylize: expected a file to write, got the folder ${to}.`);
  }
  try {
    accessSync(dirname(to), constants.W_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be written to (${code})`;
    throw new Error(
      `stylize: expected a folder to write ${basename(to)} to, got ${dirname(to)}, which ${reason}.`,
      { cause },
    );
  }
}
