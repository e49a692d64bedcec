import { accessSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, extname, join, parse, resolve } from 'node:path';
import { isFolder, type PictureFile, picturesOf } from '../picture-files.js';
import { UsageError } from '../usage-error.js';
import { refuseOverwriting } from './culture/refuse-overwriting.js';

/** Which file becomes which. */
export interface Job {
  from: string;
  to: string;
}

const endings = ['.png', '.jpg', '.jpeg', '.webp', '.avif', '.tif', '.tiff'];

/** What says where results go. */
export interface JobOptions {
  out?: string | undefined;
  style?: string[] | undefined;
  model?: string | undefined;
  /** Whether files that are there may be replaced. */
  force: boolean;
}

/** All files to make, each known to be free and possible to write before anything is painted. */
export function planJobs(inputs: string[], options: JobOptions): Job[] {
  const jobs = targets(inputs, options);
  const read = new Set([...jobs.map(({ from }) => from), ...(options.style ?? [])].map(realPath));
  const own = jobs.find(({ to }) => read.has(realPath(to)));
  if (own) {
    throw new Error(
      `stylize: expected ${own.to} to be free, got a picture of this run there. Choose another --out than ${own.from} comes from.`,
    );
  }
  for (const { to } of jobs) checkTarget(to);
  refuseOverwriting(
    'stylize',
    jobs.map(({ to }) => to),
    options.force,
  );
  return jobs;
}

function targets(inputs: string[], options: JobOptions): Job[] {
  const { out } = options;
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
  const after = out === undefined ? `-${nameOfStyle(options)}` : '';
  return distinct(files).map(({ path, name }) => ({
    from: path,
    to: join(folder, `${name}${after}.png`),
  }));
}

/** In the folder of all styles, a result is called after its style, too: photo-wave.png. */
function nameOfStyle({ model, style = [] }: JobOptions): string {
  const names = model === undefined ? style : [model.replace(/^zoo:/, '')];
  return names
    .map((path) => (isFolder(path) ? basename(resolve(path)) : parse(path).name))
    .join('-');
}

/** Pictures of one name are told apart by their kind, then by a number: a-jpg, a-png, a-png-2. */
function distinct(files: readonly PictureFile[]): PictureFile[] {
  const shared = (name: string) => files.filter((file) => file.name === name).length > 1;
  const taken = new Set(files.map(({ name }) => name).filter((name) => !shared(name)));
  return files.map(({ path, name }) => {
    const wanted = shared(name) ? `${name}-${extname(path).slice(1).toLowerCase()}` : name;
    let free = wanted;
    for (let number = 2; shared(name) && taken.has(free); number++) free = `${wanted}-${number}`;
    taken.add(free);
    return { path, name: free };
  });
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
