import { computed, signal } from '@preact/signals';
import { pageFolder } from '../../shipped/fetch-json.js';
import { loadSamples, type Sample } from '../../shipped/samples.js';
import {
  type Algorithm,
  defaultSettings,
  type Picture,
  type TrainingData,
} from '../../worker/train/settings.js';
import { call } from '../../worker-client.js';

/** The two sets of pictures of a transfer. */
export type SetName = 'source' | 'target';

/** A set of pictures that is being gathered. */
export interface PictureSet {
  pictures: readonly Picture[];
  refused: readonly { name: string; reason: string }[];
  /** How many of how many are read, while files are read. */
  reading: { done: number; all: number } | undefined;
  /** Those that came with the studio, for their attributions. */
  credits: readonly Sample[];
}

const empty: PictureSet = { pictures: [], refused: [], reading: undefined, credits: [] };

export const FEWEST = 4;
export const FEW = 12;

export const algorithm = signal<Algorithm>('gan');
export const settings = signal(defaultSettings);
export const pictureSets = signal<Record<SetName, PictureSet>>({ source: empty, target: empty });
/** The file to train a GAN with; the sample characters when there is none. */
export const ownFile = signal<{ wanted: boolean; file: File | undefined }>({
  wanted: false,
  file: undefined,
});

/** The settings of the chosen algorithm. */
export const trainingSettings = computed(() => settings.value[algorithm.value]);

/** Whether there is enough to begin with. */
export const isReady = computed(() => {
  if (algorithm.value === 'gan') return !ownFile.value.wanted || ownFile.value.file !== undefined;
  const fewest = Math.max(FEWEST, trainingSettings.value.batch);
  return Object.values(pictureSets.value).every(
    ({ pictures, reading }) => pictures.length >= fewest && reading === undefined,
  );
});

/** Changes one setting of the chosen algorithm. */
export function changeSetting(name: string, value: number): void {
  const chosen = { ...trainingSettings.value, [name]: value };
  settings.value = { ...settings.value, [algorithm.value]: chosen };
}

/** Takes back all changes of the chosen algorithm's settings. */
export function resetSettings(): void {
  const name = algorithm.value;
  settings.value = { ...settings.value, [name]: defaultSettings[name] };
}

function changeSet(name: SetName, part: Partial<PictureSet>): void {
  pictureSets.value = {
    ...pictureSets.value,
    [name]: { ...pictureSets.value[name], ...part },
  };
}

/** Adds files to a set, as far as they are pictures. */
export async function addPictures(name: SetName, files: File[]): Promise<void> {
  changeSet(name, { refused: [], reading: { done: 0, all: files.length } });
  try {
    await call(
      'readPictures',
      { files },
      {
        onEvent(read) {
          const { pictures, refused } = pictureSets.value[name];
          changeSet(name, {
            reading: { done: read.file + 1, all: files.length },
            ...('picture' in read
              ? { pictures: [...pictures, read.picture] }
              : { refused: [...refused, { name: read.name, reason: read.reason }] }),
          });
        },
      },
    );
  } finally {
    changeSet(name, { reading: undefined });
  }
}

/** Fills a set with the pictures that come with the studio. */
export async function addSamples(name: SetName): Promise<void> {
  const { sets } = await loadSamples();
  const credits = name === 'source' ? sets.photographs : sets.paintings;
  changeSet(name, { credits });
  const files = await Promise.all(
    credits.map(async ({ path, title }) => {
      const blob = await (await fetch(new URL(path, pageFolder()))).blob();
      return new File([blob], title, { type: blob.type });
    }),
  );
  await addPictures(name, files);
}

/** Sets up two GANs on the pictures that come with the studio; pictures that are there stay. */
export async function setUpTwoGans(): Promise<void> {
  algorithm.value = 'dual';
  const names: SetName[] = ['source', 'target'];
  const bare = names.filter((name) => {
    const { pictures, reading } = pictureSets.value[name];
    return pictures.length === 0 && reading === undefined;
  });
  await Promise.all(bare.map(addSamples));
}

/** Removes all pictures of a set. */
export const clearPictures = (name: SetName) => changeSet(name, empty);

/** What the training will learn from. */
export async function trainingData(): Promise<TrainingData> {
  if (algorithm.value === 'gan') {
    const { wanted, file } = ownFile.value;
    return wanted && file ? readIdx(file) : readGlyphs();
  }
  const { source, target } = pictureSets.value;
  return { kind: 'pictures', source: [...source.pictures], target: [...target.pictures] };
}

const readIdx = async (file: File): Promise<TrainingData> => ({
  kind: 'idx',
  name: file.name,
  bytes: new Uint8Array(await file.arrayBuffer()),
});

async function readGlyphs(): Promise<TrainingData> {
  const { glyphs } = await loadSamples();
  const response = await fetch(new URL(glyphs, pageFolder()));
  if (!response.ok) throw new Error(`readGlyphs: got status ${response.status} of ${glyphs}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { kind: 'idx', name: 'glyphs28', bytes };
}
