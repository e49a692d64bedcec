import {
  type DescribedItem,
  describeStyle,
  descriptorValues,
  type LeftOut,
  type Picture,
} from '@ikat/culture';
import { readRaster } from '@ikat/data/node';
import type { Output } from '../../output.js';

/** A picture that is to be described, with what is known of it. */
export interface NamedPicture extends Omit<DescribedItem, 'values' | 'tieShare' | 'enlarged'> {
  /** Where the file is. */
  readonly path: string;
}

/** What became of pictures. */
export interface DescribedPictures {
  readonly items: readonly DescribedItem[];
  readonly leftOut: readonly LeftOut[];
  readonly pipeline: string;
  /** For each second of processor time, so that other work on the machine does not count. */
  readonly imagesPerCpuSecond: number;
}

/** How many files that could not be described are named one by one. */
const NAMED = 10;

/** Describes pictures one by one; those that are missing, broken or flat are counted and named. */
export async function describePictures(
  command: string,
  pictures: readonly NamedPicture[],
  output: Output,
): Promise<DescribedPictures> {
  if (pictures.length === 0)
    throw new Error(`${command}: expected pictures, got a set without any.`);
  const progress = output.progress('describe', pictures.length, 'pictures');
  const items: DescribedItem[] = [];
  const leftOut: LeftOut[] = [];
  let pipeline = '';
  const before = process.cpuUsage();
  for (const [done, { path, ...known }] of pictures.entries()) {
    const style = await describedFile(path);
    if (style.kind === 'refused') {
      leftOut.push({ id: known.id, file: known.file, reason: style.message });
    } else {
      pipeline = style.pipeline;
      const { tieShare, enlarged, palette } = style;
      items.push({ ...known, values: descriptorValues(style), tieShare, enlarged, palette });
    }
    progress.update(done + 1);
  }
  progress.stop();
  const { user, system } = process.cpuUsage(before);
  const imagesPerCpuSecond = pictures.length / ((user + system) / 1e6);
  tellLeftOut(leftOut, output);
  if (items.length === 0) {
    throw new Error(
      `${command}: expected pictures that can be described, got none of ${pictures.length}. The first: ${leftOut[0]!.reason}`,
    );
  }
  return { items, leftOut, pipeline, imagesPerCpuSecond };
}

async function describedFile(path: string) {
  try {
    return describeStyle(await pictureOf(path));
  } catch (error) {
    return { kind: 'refused', message: (error as Error).message } as const;
  }
}

async function pictureOf(path: string): Promise<Picture> {
  const { width, height, data } = await readRaster(path);
  return { width, height, channels: 3, data };
}

function tellLeftOut(leftOut: readonly LeftOut[], output: Output): void {
  for (const one of leftOut) output.event('left out', one);
  for (const { file, reason } of leftOut.slice(0, NAMED))
    output.warn(`Left out ${file}: ${reason}`);
  if (leftOut.length > NAMED) output.warn(`Left out ${leftOut.length - NAMED} more.`);
}
