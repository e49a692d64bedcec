import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { TrainingData } from '@ikat/models';

interface ManifestImage {
  file: string;
  license: string;
  culture?: string[] | null;
  culture_source?: string | null;
}

const LEVELS_UP = 4;

/**
 * Describes what a model is trained on, for its card: name, checksum of the files' names and sizes,
 * and, when a culture manifest lists them, their licences and culture labels.
 */
export function trainingData(path: string, files: readonly string[]): TrainingData {
  const listed = manifestEntries(path, files);
  const licences = unique(listed.map(({ license }) => license));
  const cultures = unique(
    listed.flatMap(({ culture, culture_source }) =>
      (culture ?? []).map((label) =>
        JSON.stringify({ label, basis: culture_source ?? 'not stated' }),
      ),
    ),
  ).map((text) => JSON.parse(text) as { label: string; basis: string });
  return {
    name: basename(resolve(path)),
    hash: hashOf(path, files),
    ...(licences.length > 0 && { licences }),
    ...(cultures.length > 0 && { cultures }),
  };
}

function hashOf(path: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${relative(path, file)} ${statSync(file).size}\n`);
  return `names and sizes sha256 ${hash.digest('hex')}`;
}

/** The records of the files in the nearest manifest.json above them. */
function manifestEntries(path: string, files: readonly string[]): ManifestImage[] {
  let folder = resolve(path);
  for (let level = 0; level <= LEVELS_UP; level++, folder = dirname(folder)) {
    const manifest = join(folder, 'manifest.json');
    if (!existsSync(manifest)) continue;
    const wanted = new Set(
      files.map((file) => relative(folder, resolve(file)).split(sep).join('/')),
    );
    return readImages(manifest).filter(({ file }) => wanted.has(file));
  }
  return [];
}

function readImages(manifest: string): ManifestImage[] {
  try {
    const { images } = JSON.parse(readFileSync(manifest, 'utf8'));
    return Array.isArray(images) ? images : [];
  } catch {
    return []; // a manifest.json of some other kind
  }
}

const unique = (items: string[]) => [...new Set(items)].sort();
