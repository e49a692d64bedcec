import { kindOf } from '../../rpc/fault.js';
import { pageFolder } from '../../shipped/fetch-json.js';
import { type Provenance, provenanceOf, titleOf } from '../../shipped/provenance.js';
import type { Sample } from '../../shipped/samples.js';
import type { ZooEntry } from '../../shipped/zoo.js';
import type { ModelSource } from '../../worker/stylise/model-source.js';
import { call, ensureBackend } from '../../worker-client.js';
import { fetchPicture } from './choose-picture.js';
import { type ChosenStyle, fault, style } from './stylise-state.js';

const unknown: Provenance = { cultures: [], from: [], licences: [], licenceOf: 'picture' };

/** Takes a model of the zoo; it is loaded when it paints. */
export function chooseZoo(zoo: ZooEntry): void {
  style.value = {
    kind: 'model',
    key: `zoo:${zoo.name}`,
    name: titleOf(zoo.name),
    zoo,
    provenance: provenanceOf(zoo.card),
    model: { kind: 'folder', url: new URL(zoo.folder, pageFolder()).href },
  };
}

let opened = 0;

/** Opens a model of the visitor's, if it is one that can paint. */
export async function chooseOwnModel(files: File[]): Promise<void> {
  fault.value = undefined;
  const model: ModelSource = { kind: 'files', id: `own-${++opened}`, files };
  try {
    await ensureBackend();
    const card = await call('inspectModel', model);
    const name = card.description || files.find(({ name }) => !/json$/.test(name))?.name || '?';
    style.value = { kind: 'model', key: model.id, name, provenance: provenanceOf(card), model };
  } catch (error) {
    if (kindOf(error) !== 'cancelled') fault.value = error;
  }
}

/** Takes a picture of the visitor's as the style. */
export async function chooseOwnPicture(file: File): Promise<void> {
  fault.value = undefined;
  try {
    await call('measurePicture', file);
    takePicture(file, { key: `own-${++opened}`, name: file.name, provenance: unknown });
  } catch (error) {
    if (kindOf(error) !== 'cancelled') fault.value = error;
  }
}

/** Takes a sample picture as the style. */
export async function chooseSampleStyle(sample: Sample): Promise<void> {
  try {
    const { path, title, creator, cultures, attribution, licence } = sample;
    takePicture(await fetchPicture(path), {
      key: path,
      name: creator ? `${title} (${creator})` : title,
      work: { title, creator },
      provenance: { cultures, from: [attribution], licences: [licence], licenceOf: 'picture' },
    });
  } catch (error) {
    fault.value = error;
  }
}

function takePicture(
  blob: Blob,
  named: Pick<ChosenStyle, 'key' | 'name' | 'work' | 'provenance'>,
): void {
  if (style.value?.kind === 'picture') URL.revokeObjectURL(style.value.url);
  style.value = { kind: 'picture', blob, url: URL.createObjectURL(blob), ...named };
}

/** Names the source of a style that is the visitor's own. */
export function nameSource(label: string): void {
  if (style.value === undefined) return;
  const cultures = label.trim() ? [{ label: label.trim(), basis: '' }] : [];
  style.value = { ...style.value, provenance: { ...style.value.provenance, cultures } };
}
