import { kindOf, StudioError } from '../../rpc/fault.js';
import { pageFolder } from '../../shipped/fetch-json.js';
import type { Sample } from '../../shipped/samples.js';
import { call } from '../../worker-client.js';
import { forgetResult } from './forget-result.js';
import { fault, picture, work } from './stylise-state.js';

interface Named {
  name: string;
  attribution?: string | undefined;
}

/** Takes a picture, if it is one; says what is wrong otherwise. What is being painted stays. */
export async function choosePicture(blob: Blob, { name, attribution }: Named): Promise<void> {
  if (isPainting()) return;
  fault.value = undefined;
  try {
    const size = await call('measurePicture', blob);
    if (isPainting()) return;
    if (picture.value) URL.revokeObjectURL(picture.value.url);
    forgetResult();
    picture.value = { blob, url: URL.createObjectURL(blob), name, attribution, ...size };
  } catch (error) {
    if (kindOf(error) !== 'cancelled') fault.value = error;
  }
}

const isPainting = () => work.value.kind !== 'idle';

/** Loads a picture that lies beside the page. */
export async function fetchPicture(path: string): Promise<Blob> {
  const response = await fetch(new URL(path, pageFolder()));
  if (response.ok) return response.blob();
  throw new StudioError('network', `expected ${path}, got status ${response.status}.`);
}

/** Takes one of the pictures that come with the studio. */
export async function chooseSample({ path, title, attribution }: Sample): Promise<void> {
  try {
    await choosePicture(await fetchPicture(path), { name: title, attribution });
  } catch (error) {
    fault.value = error;
  }
}
