import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import {
  type DescribedSet,
  faultText,
  type ManifestHead,
  type ManifestItem,
  setLabels,
  styleDescriptors,
} from '@ikat/culture';
import { listImages } from '@ikat/data/node';
import type { Output } from '../../output.js';
import { describePictures, type NamedPicture } from './describe-pictures.js';
import { manifestParts } from './manifest-file.js';

/** What is described, and which labels count. */
export interface DescribeSource {
  readonly command: string;
  /** A manifest, a folder of pictures, or a file that `describe` wrote. */
  readonly from: string;
  readonly allowProxy: boolean;
}

/** Describes the pictures of a manifest or a folder. */
export async function describeSet(
  { command, from, allowProxy }: DescribeSource,
  output: Output,
): Promise<DescribedSet & { readonly imagesPerCpuSecond: number }> {
  if (!existsSync(from))
    throw new Error(`${command}: expected a manifest or a folder, got nothing at ${from}.`);
  const { source, pictures } = statSync(from).isDirectory()
    ? { source: undefined, pictures: folderPictures(from) }
    : await manifestPictures(command, from, allowProxy);
  const described = await describePictures(command, pictures.map(withoutSplit), output);
  return {
    format: 'culture-descriptors',
    version: '1.0',
    descriptors: styleDescriptors.map(({ name }) => name),
    ...(source && { source }),
    ...described,
  };
}

/** Reads a described set, or describes what is none yet. */
export async function readDescribedSet(
  source: DescribeSource,
  output: Output,
): Promise<DescribedSet> {
  return (await storedSet(source)) ?? (await describeSet(source, output));
}

async function storedSet({ command, from }: DescribeSource): Promise<DescribedSet | undefined> {
  if (!existsSync(from) || statSync(from).isDirectory()) return undefined;
  const text = await readFile(from, 'utf8');
  if (!/^\s*\{\s*"format"\s*:\s*"culture-descriptors"/.test(text)) return undefined;
  let set: DescribedSet;
  try {
    set = JSON.parse(text);
  } catch (cause) {
    throw new Error(
      `${command}: expected JSON in ${from}, got a mistake: ${(cause as Error).message}.`,
      { cause },
    );
  }
  if (!Array.isArray(set.items) || !Array.isArray(set.descriptors) || set.version !== '1.0')
    throw new Error(
      `${command}: expected what ikat culture describe writes in ${from}, got another form of it.`,
    );
  return set;
}

// A split is about training; descriptors are of the picture.
function withoutSplit(picture: NamedPicture & { readonly split?: unknown }): NamedPicture {
  const { split: _, ...named } = picture;
  return named;
}

/** All pictures below a folder, named by their places in it. */
export function folderPictures(folder: string): NamedPicture[] {
  return listImages(folder).map((path) => {
    const file = relative(folder, path).split(sep).join('/');
    return { id: file, file, path };
  });
}

/** The pictures of a manifest with their labels and splits, and what it says of itself. */
export async function manifestPictures(command: string, file: string, allowProxy: boolean) {
  let head: ManifestHead | undefined;
  const items: ManifestItem[] = [];
  for await (const part of manifestParts(file)) {
    if (part.kind === 'head') head = part.head;
    if (part.kind === 'item') items.push(part.item);
    const error =
      part.kind === 'faults' && part.faults.find(({ severity }) => severity === 'error');
    if (error)
      throw new Error(
        `${command}: expected a manifest without errors in ${file}, got: ${faultText(error)} See ikat culture validate.`,
      );
  }
  if (head === undefined)
    throw new Error(`${command}: expected a manifest in ${file}, got nothing.`);
  const { format: _format, version: _version, datasheet: _datasheet, ...source } = head;
  const pictures = items.map((item): NamedPicture & { readonly split?: ManifestItem['split'] } => ({
    id: item.id,
    split: item.split,
    file: item.image.path,
    path: resolve(dirname(file), item.image.path),
    ...setLabels(item, head.cultures, { allowProxy }),
  }));
  return { source, pictures };
}
