// The workspace as the checks see it.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '..', '..');
export const run = promisify(execFile);

/** The packages that are published: `{ name, folder, manifest }`. */
export function publicPackages() {
  return ['packages', 'apps']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
    .map((folder) => ({ folder, manifest: readJson(join(folder, 'package.json')) }))
    .filter(({ manifest }) => manifest && manifest.private !== true)
    .map(({ folder, manifest }) => ({ name: manifest.name, folder, manifest }));
}

/** The import paths of a package that lead to code: `@ikat/data`, `@ikat/data/node`. */
export function entries({ name, manifest }) {
  return Object.entries(manifest.exports)
    .filter(([, target]) => target.import !== undefined)
    .map(([path]) => name + path.slice(1));
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
