import { computed, signal } from '@preact/signals';
import type { JudgeFacts, JudgeSource, KeptJudge } from '../../worker/judge/discriminator.js';
import type { Verdict } from '../../worker/judge/judge-pictures.js';
import { call, ensureBackend } from '../../worker-client.js';

/** A picture to be judged. */
export interface JudgedPicture {
  name: string;
  file: Blob;
  /** For the page to show. */
  url: string;
  verdict: Verdict | undefined;
}

export const SIZES = [28, 32, 64, 128, 256, 384] as const;

export const kept = signal<readonly KeptJudge[]>([]);
export const source = signal<JudgeSource | undefined>(undefined);
export const pictures = signal<readonly JudgedPicture[]>([]);
export const original = signal<JudgedPicture | undefined>(undefined);
export const style = signal<JudgedPicture | undefined>(undefined);
export const size = signal<number>(128);
/** Which of the pictures is shown. */
export const shown = signal(0);
export const facts = signal<JudgeFacts | undefined>(undefined);
/** How many pictures are judged, while they are. */
export const working = signal<number | undefined>(undefined);
export const problem = signal<unknown>(undefined);

export const isReady = computed(
  () => source.value !== undefined && pictures.value.length > 0 && working.value === undefined,
);

let stopping: AbortController | undefined;

export const stopJudging = () => stopping?.abort();

/** Looks up the discriminators that the browser keeps, and takes the last one. */
export async function refreshJudges(): Promise<void> {
  try {
    kept.value = await call('keptJudges', undefined);
    const [first] = kept.value;
    if (source.value === undefined && first) takeKept(first);
  } catch (error) {
    problem.value = error;
  }
}

/** Takes a discriminator that the browser keeps, and the size that it was trained at. */
export function takeKept({ name, about }: KeptJudge): void {
  forgetVerdicts();
  source.value = { kept: name };
  const trained = SIZES.find((side) => side >= (about.trainedAt ?? 128));
  size.value = trained ?? 128;
}

/** Takes the files of a discriminator. */
export function takeFiles(files: File[]): void {
  forgetVerdicts();
  source.value = { files };
}

export const pictureOf = (file: Blob, name: string): JudgedPicture => ({
  ...{ name, file, url: URL.createObjectURL(file), verdict: undefined },
});

/** Adds pictures to be judged. */
export function addPictures(added: JudgedPicture[]): void {
  forgetVerdicts();
  pictures.value = [...pictures.value, ...added];
  shown.value = pictures.value.length - added.length;
}

/** Removes one of the pictures. */
export function removePicture(index: number): void {
  const { url } = pictures.value[index]!;
  pictures.value = pictures.value.filter((_, place) => place !== index);
  shown.value = Math.max(0, Math.min(shown.value, pictures.value.length - 1));
  URL.revokeObjectURL(url);
}

/** Takes the original or a picture of the style; nothing takes it away. */
export function takeBeside(which: typeof original, file: File | undefined): void {
  forgetVerdicts();
  if (which.value) URL.revokeObjectURL(which.value.url);
  which.value = file && pictureOf(file, file.name);
}

/** What was said under other conditions does not stand. */
export function forgetVerdicts(): void {
  facts.value = undefined;
  pictures.value = pictures.value.map((picture) => ({ ...picture, verdict: undefined }));
}

/** Has all pictures judged, one after the other. */
export async function judgeAll(): Promise<void> {
  if (!isReady.value) return;
  forgetVerdicts();
  stopping = new AbortController();
  [working.value, problem.value] = [0, undefined];
  try {
    await ensureBackend();
    const request = {
      ...{ source: source.value!, size: size.value },
      pictures: pictures.value.map(({ file }) => file),
      original: original.value?.file,
      style: style.value?.file,
    };
    facts.value = await call('judgePictures', request, { signal: stopping.signal, onEvent: hear });
  } catch (error) {
    problem.value = error;
  } finally {
    working.value = undefined;
  }
}

function hear(verdict: Verdict): void {
  pictures.value = pictures.value.map((picture, index) =>
    index === verdict.picture ? { ...picture, verdict } : picture,
  );
  working.value = verdict.picture + 1;
}
