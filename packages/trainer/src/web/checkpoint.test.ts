import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { openDB } from 'idb';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { isDivergence } from '../diverged.js';
import { ganStep } from '../gan-step.js';
import { bits } from '../test-bits.js';
import { pointNetworks } from '../test-networks.js';
import { deleteCheckpoints, listCheckpoints } from './list-checkpoints.js';
import { loadCheckpoint } from './load-checkpoint.js';
import { saveCheckpoint } from './save-checkpoint.js';
import { isStorageFull } from './storage-full.js';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const make = () => {
  const networks = pointNetworks();
  return { networks, step: ganStep(networks, { seed: 1 }) };
};
const advance = ({ step }: ReturnType<typeof make>) =>
  tf.dispose(step(tf.ones([2, 1, 1, 2]) as tf.Tensor4D));
const steps = async (run?: string) =>
  (await listCheckpoints(run)).map(({ run, step }) => `${run} ${step}`);
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was thrown',
    (error: Error) => error.message,
  );

/** Changes a record behind the back of the code. */
async function change(store: 'manifests' | 'tensors', value: unknown, key?: IDBValidKey) {
  const database = await openDB('ikat-checkpoints');
  await database.put(store, value, key);
  database.close();
}

describe('checkpoints in the browser', () => {
  beforeAll(() => tf.setBackend('cpu'));

  test('keeps the last ones of each run, and takes the last or the one it is asked for', async () => {
    const it = make();
    for (let i = 0; i < 12; i++) {
      advance(it);
      await saveCheckpoint('a', it);
    }
    await saveCheckpoint('b', { ...it, config: { seed: 1 } });
    expect(await steps()).toEqual(['a 11', 'a 12', 'b 12']); // 9 sorts before 10
    expect(await steps('a')).toEqual(['a 11', 'a 12']);
    expect((await listCheckpoints('b'))[0]?.config).toEqual({ seed: 1 });
    expect((await loadCheckpoint('a', make())).step).toBe(12);
    expect((await loadCheckpoint('a', { ...make(), at: 11 })).step).toBe(11);
    await deleteCheckpoints('a', 12);
    expect(await steps()).toEqual(['a 11', 'b 12']);
    await deleteCheckpoints('a');
    expect(await steps()).toEqual(['b 12']);
    expect(await messageOf(loadCheckpoint('a', make()))).toMatchInlineSnapshot(
      `"loadCheckpoint: expected a checkpoint of a, got none. See listCheckpoints for those that there are."`,
    );
    expect(await messageOf(loadCheckpoint('b', { ...make(), at: 3 }))).toMatchInlineSnapshot(
      `"loadCheckpoint: expected a checkpoint at step 3 of b, got none. See listCheckpoints for those that there are."`,
    );
  });

  test('takes the state at once: training may go on while it is written', async () => {
    const it = make();
    advance(it);
    const wanted = bits(it as never);
    const saving = saveCheckpoint('run', it);
    advance(it);
    await saving;
    const back = make();
    await loadCheckpoint('run', back);
    expect(bits(back as never)).toEqual(wanted);
  });

  test('leaks nothing', async () => {
    const it = make();
    const before = tf.memory().numTensors;
    await saveCheckpoint('run', it);
    await loadCheckpoint('run', it);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each(['manifests', 'tensors'])(
    'leaves the last whole one when there is no room for the %s, and says so',
    async (store) => {
      const it = make();
      advance(it);
      await saveCheckpoint('run', { ...it, keep: 1 });
      advance(it);
      vi.stubGlobal('navigator', {
        storage: { estimate: async () => ({ usage: 9e6, quota: 10e6 }) },
      });
      const put = IDBObjectStore.prototype.put;
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
        this: IDBObjectStore,
        ...values
      ) {
        if (this.name === store) throw new DOMException('full', 'QuotaExceededError');
        return put.apply(this, values as Parameters<typeof put>);
      });
      const error = await saveCheckpoint('run', { ...it, keep: 1 }).catch((it: Error) => it);
      expect((error as Error).message).toBe(
        "saveCheckpoint: could not keep step 2 of run, which takes 1 MB: the browser's storage is full (9 MB of 10 MB are in use). " +
          'Delete older trainings, or make room on the disk. The checkpoints before it are as they were.',
      );
      expect(isStorageFull(error)).toBe(true);
      vi.restoreAllMocks();
      expect(await steps()).toEqual(['run 1']);
      expect((await loadCheckpoint('run', make())).step).toBe(1);
    },
  );

  test('leaves the last whole one when the page goes in the middle of a save', async () => {
    const it = make();
    advance(it);
    await saveCheckpoint('run', { ...it, keep: 1 });
    advance(it);
    const { delete: remove } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (
      this: IDBObjectStore,
      key,
    ) {
      // All is written, and the old one is about to go: the browser aborts what is not complete.
      this.transaction.abort();
      return remove.call(this, key as IDBValidKey);
    });
    expect(await messageOf(saveCheckpoint('run', { ...it, keep: 1 }))).toMatch(
      /^saveCheckpoint: could not keep step 2 of run: .* The checkpoints before it are as they were.$/,
    );
    vi.restoreAllMocks();
    expect(await steps()).toEqual(['run 1']);
    expect((await loadCheckpoint('run', make())).step).toBe(1);
  });

  test('says what is damaged, and changes nothing then', async () => {
    const it = make();
    advance(it);
    await saveCheckpoint('run', it);
    const database = await openDB('ikat-checkpoints');
    const good: Uint8Array<ArrayBuffer> = await database.get('tensors', ['run', 1]);
    const record = await database.get('manifests', ['run', 1]);
    database.close();
    const fresh = make();
    const before = bits(fresh as never);
    const failure = () => messageOf(loadCheckpoint('run', fresh));
    await change('tensors', good.slice(0, 100), ['run', 1]);
    expect(await failure()).toMatchInlineSnapshot(
      `"loadCheckpoint: expected 1188 bytes in the tensors of step 1 of run, got 100. The record is cut off: delete this checkpoint to go on from the one before."`,
    );
    const flipped = good.slice();
    flipped[40]! ^= 1;
    await change('tensors', flipped, ['run', 1]);
    expect(await failure()).toMatchInlineSnapshot(
      `"loadCheckpoint: expected the tensors of step 1 of run as written, got other bytes (SHA-256 differs). The record is damaged: delete this checkpoint to go on from the one before."`,
    );
    await change('manifests', { ...record, manifest: { ...record.manifest, tensors: [null] } });
    expect(await failure()).toMatchInlineSnapshot(
      `"loadCheckpoint: expected tensors in the manifest of step 1 of run, got [null]. The record is damaged: delete this checkpoint to go on from the one before."`,
    );
    expect(bits(fresh as never)).toEqual(before);
  });

  test('saves no state that is not finite', async () => {
    const it = make();
    await saveCheckpoint('run', { ...it, keep: 1 });
    advance(it);
    tf.tidy(() => {
      const [weight, ...rest] = it.networks.discriminator.getWeights();
      it.networks.discriminator.setWeights([tf.fill(weight!.shape, Number.NaN), ...rest]);
    });
    const error = await saveCheckpoint('run', { ...it, keep: 1 }).catch((it: unknown) => it);
    expect(isDivergence(error) && error.step).toBe(1);
    expect(await steps()).toEqual(['run 0']);
  });

  test('refuses another configuration', async () => {
    const it = make();
    await saveCheckpoint('run', { ...it, config: { size: 32 } });
    expect(
      await messageOf(loadCheckpoint('run', { ...it, config: { size: 64 } })),
    ).toMatchInlineSnapshot(
      `"loadCheckpoint: expected the configuration of step 0 of run, got another (size: 32 in the checkpoint, 64 now). Resume with the saved settings, or begin another run."`,
    );
  });

  test('says what to use where there is no IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect(await messageOf(listCheckpoints())).toMatchInlineSnapshot(
      `"listCheckpoints: expected a browser with IndexedDB, got none. In Node use @ikat/trainer/node."`,
    );
    expect(await messageOf(deleteCheckpoints('run'))).toMatch(
      /^deleteCheckpoints: expected a browser/,
    );
    expect(await messageOf(saveCheckpoint('run', make()))).toMatch(
      /^saveCheckpoint: expected a browser/,
    );
  });
});
