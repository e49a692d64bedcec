import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DescribedSource, LEAST_PICTURES, type LeftOut } from '@ikat/culture';
import { isFolder } from '../../picture-files.js';
import { UsageError } from '../../usage-error.js';
import type { NamedPicture } from './describe-pictures.js';
import { folderPictures, manifestPictures } from './described-set-file.js';

/** Pictures by tradition: from folders named after them, or from a manifest with labels. */
export interface AuditPictures {
  readonly cultures: readonly string[];
  /** The pictures of each tradition. */
  readonly pictures: ReadonlyMap<string, readonly NamedPicture[]>;
  /** What a manifest says of itself; nothing for folders. */
  readonly source?: DescribedSource | undefined;
  /** Works of a manifest that count for no tradition, and why. */
  readonly leftOut: readonly LeftOut[];
}

/** An option that names a folder or a manifest. */
export interface AuditPlace {
  readonly option: '--generated' | '--real';
  readonly path: string;
  readonly allowProxy: boolean;
}

const COMMAND = 'culture audit';

/** Reads what an option names, without describing it yet. */
export async function auditPictures(place: AuditPlace): Promise<AuditPictures> {
  const { option, path } = place;
  if (!existsSync(path))
    throw new UsageError(
      `${COMMAND}: expected a folder or a manifest in ${option}, got nothing at ${path}.`,
    );
  return statSync(path).isDirectory() ? folderCultures(place) : manifestCultures(place);
}

function folderCultures({ option, path }: AuditPlace): AuditPictures {
  const cultures = readdirSync(path)
    .filter((name) => !name.startsWith('.') && isFolder(join(path, name)))
    .sort();
  if (cultures.length < 2) refuseFolders({ option, path }, cultures);
  const pictures = cultures.map((culture) => {
    const below = `${kindOf(option)}/${culture}`;
    const listed = folderPictures(join(path, culture)).map(({ file, path: at }) => ({
      id: `${below}/${file}`,
      file: `${below}/${file}`,
      path: at,
    }));
    return [culture, listed] as const;
  });
  return { cultures, pictures: new Map(pictures), leftOut: [] };
}

function refuseFolders(
  { option, path }: Pick<AuditPlace, 'option' | 'path'>,
  cultures: readonly string[],
): never {
  const example = join(path, 'ink', 'boat.png');
  throw new UsageError(
    `${COMMAND}: expected two traditions or more in ${option}, a folder for each (${example}), got ${cultures.join(', ') || 'no folders'} in ${path}. ` +
      `A tradition needs ${LEAST_PICTURES} real works and ${LEAST_PICTURES} generated pictures to be compared; with fewer it is only shown.`,
  );
}

const kindOf = (option: AuditPlace['option']) => option.slice('--'.length);

async function manifestCultures({ option, path, allowProxy }: AuditPlace): Promise<AuditPictures> {
  const { source, pictures: listed } = await manifestPictures(COMMAND, path, allowProxy);
  const pictures = new Map<string, NamedPicture[]>();
  const leftOut: LeftOut[] = [];
  for (const { split, ...picture } of listed) {
    const named = { ...picture, id: `${kindOf(option)}/${picture.id}` };
    const [main, ...others] = picture.culture ?? [];
    const reason =
      option === '--real' && split === 'train'
        ? 'It is of the training split: the model has seen it.'
        : main === undefined
          ? 'No label counts: see the rules of culture manifests.'
          : others.length > 0
            ? 'It is of several traditions: an audit asks about one at a time.'
            : undefined;
    if (reason === undefined) pictures.set(main!.id, [...(pictures.get(main!.id) ?? []), named]);
    else leftOut.push({ id: named.id, file: picture.file, reason });
  }
  return { cultures: [...pictures.keys()].sort(), pictures, source, leftOut };
}

/** The traditions of both; those that stand in one folder alone are an error, not left out in silence. */
export function sharedCultures(made: AuditPictures, works: AuditPictures): string[] {
  // A manifest may hold much more than a model was made for.
  const alone = [
    ['--generated', made.cultures.filter((name) => !works.cultures.includes(name))],
    [
      '--real',
      works.cultures.filter((name) => works.source === undefined && !made.cultures.includes(name)),
    ],
  ] as const;
  const missing = alone.flatMap(([option, names]) =>
    names.length === 0 ? [] : [`${names.join(', ')} in ${option} alone`],
  );
  if (missing.length > 0)
    throw new UsageError(
      `${COMMAND}: expected the same traditions in --generated and --real, got ${missing.join(' and ')}. Remove them, or add them to the other.`,
    );
  if (made.cultures.length < 2)
    throw new UsageError(
      `${COMMAND}: expected two traditions or more in --generated, got ${made.cultures.join(', ') || 'none'}: labels of the manifest that count.`,
    );
  return [...made.cultures];
}
