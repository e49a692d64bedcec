import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isDivergence } from '../diverged.js';
import { ganStep } from '../gan-step.js';
import { bits } from '../test-bits.js';
import { pointNetworks } from '../test-networks.js';
import { writeDurably } from './durable-write.js';
import { listCheckpoints } from './list-checkpoints.js';
import { loadCheckpoint } from './load-checkpoint.js';
import { saveCheckpoint } from './save-checkpoint.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ikat-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Messages without the folder that is made for each test. */
const messageOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (it: Error) => it,
  );
  return error.message.replaceAll(folder, 'RUN');
};

describe('a run folder', () => {
  beforeAll(() => tf.setBackend('cpu'));

  const make = (seed = 1) => {
    const networks = pointNetworks();
    return { networks, step: ganStep(networks, { seed }) };
  };
  const batch = () => tf.ones([2, 1, 1, 2]) as tf.Tensor4D;
  const advance = ({ step }: ReturnType<typeof make>) => tf.dispose(step(batch()));
  const steps = async () => (await listCheckpoints(folder)).checkpoints.map(({ step }) => step);

  test('keeps the last checkpoints, and takes the last or the one it is given', async () => {
    const it = make();
    for (let i = 0; i < 5; i++) {
      advance(it);
      await saveCheckpoint(folder, { ...it, keep: 2 });
    }
    expect(await steps()).toEqual([4, 5]);
    expect((await loadCheckpoint(folder, make())).step).toBe(5);
    expect((await loadCheckpoint(join(folder, 'checkpoints', '4'), make())).step).toBe(4);
    await expect(saveCheckpoint(folder, { ...it, keep: 0 })).rejects.toThrow(
      'saveCheckpoint: expected keep of at least 1, got 0.',
    );
  });

  test('takes the state at once: training may go on while it is written', async () => {
    const it = make();
    advance(it);
    const wanted = bits(it as never);
    const saving = saveCheckpoint(folder, it);
    advance(it);
    await saving;
    const back = make();
    await loadCheckpoint(folder, back);
    expect(bits(back as never)).toEqual(wanted);
  });

  test('leaks nothing', async () => {
    const it = make();
    const before = tf.memory().numTensors;
    await saveCheckpoint(folder, it);
    await loadCheckpoint(folder, it);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is whole at every moment of a save', async () => {
    const it = make();
    advance(it);
    await saveCheckpoint(folder, it);
    advance(it);
    const seen: string[] = [];
    const write = async (path: string, bytes: Uint8Array) => {
      await writeFile(path, bytes.subarray(0, bytes.length / 2)); // a kill would leave this
      const { ignored, step } = await loadCheckpoint(folder, make());
      seen.push(`${step}, not ${ignored.map((at) => at.replace(folder, 'RUN')).join()}`);
      await writeDurably(path, bytes);
    };
    await saveCheckpoint(folder, { ...it, write });
    const line = '1, not RUN/checkpoints/2.partial';
    expect(seen).toEqual([line, line]);
    expect(await steps()).toEqual([1, 2]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'saves no state with a %s, and keeps what there is',
    async (value) => {
      const it = make();
      await saveCheckpoint(folder, { ...it, keep: 1 });
      advance(it);
      const [weight] = it.networks.discriminator.getWeights();
      tf.tidy(() => {
        const broken = tf.fill(weight!.shape, value);
        const rest = it.networks.discriminator.getWeights().slice(1);
        it.networks.discriminator.setWeights([broken, ...rest]);
      });
      const before = tf.memory().numTensors;
      const error = await saveCheckpoint(folder, { ...it, keep: 1 }).catch((it: unknown) => it);
      expect((error as Error).message).toBe(
        `saveCheckpoint: expected finite weights, got ${value} in networks/discriminator/Dense1/kernel. ` +
          'The checkpoints before it are as they were.',
      );
      expect(isDivergence(error) && error.step).toBe(1);
      expect(tf.memory().numTensors).toBe(before);
      expect(await readdir(join(folder, 'checkpoints'))).toEqual(['0']);
    },
  );

  test('survives a kill between the renames of a second save of one step', async () => {
    const it = make();
    await saveCheckpoint(folder, it);
    await saveCheckpoint(folder, it);
    const at = join(folder, 'checkpoints');
    expect(await readdir(at)).toEqual(['0']);
    const { rename } = await import('node:fs/promises');
    await rename(join(at, '0'), join(at, '0.replaced'));
    expect((await loadCheckpoint(folder, make())).step).toBe(0);
  });

  test('passes over what a kill left, and clears it away when it is outdated', async () => {
    await mkdir(join(folder, 'checkpoints', '7.partial'), { recursive: true });
    expect(await messageOf(loadCheckpoint(folder, make()))).toMatchInlineSnapshot(
      `"loadCheckpoint: expected a checkpoint in RUN, got none. Half-written: RUN/checkpoints/7.partial. Give a run folder with checkpoints/, or the folder of one checkpoint."`,
    );
    const it = make();
    await saveCheckpoint(folder, it);
    expect((await loadCheckpoint(folder, make())).ignored).toHaveLength(1);
    for (let i = 0; i < 8; i++) advance(it);
    await saveCheckpoint(folder, it);
    expect((await loadCheckpoint(folder, make())).ignored).toHaveLength(0);
  });

  test.each(['tensors.bin', 'checkpoint.json'])(
    'survives a disk that fills at %s',
    async (name) => {
      const it = make();
      advance(it);
      await saveCheckpoint(folder, it);
      advance(it);
      const write = async (path: string, bytes: Uint8Array) => {
        if (!path.endsWith(name)) return writeDurably(path, bytes);
        await writeFile(path, bytes.subarray(0, 10));
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
          code: 'ENOSPC',
        });
      };
      const before = tf.memory().numTensors;
      expect(await messageOf(saveCheckpoint(folder, { ...it, write }))).toBe(
        'saveCheckpoint: could not write RUN/checkpoints/2: ENOSPC: no space left on device, write. ' +
          'The checkpoints before it are as they were.',
      );
      expect(tf.memory().numTensors).toBe(before);
      expect(await readdir(join(folder, 'checkpoints'))).toEqual(['1']);
      expect((await loadCheckpoint(folder, make())).step).toBe(1);
    },
  );

  test('says which file is cut off, damaged or gone, and changes nothing then', async () => {
    const it = make();
    advance(it);
    const path = await saveCheckpoint(folder, it);
    const file = join(path, 'tensors.bin');
    const good = await readFile(file);
    const fresh = make();
    const before = bits(fresh as never);
    const failure = () => messageOf(loadCheckpoint(folder, fresh));
    await truncate(file, 100);
    expect(await failure()).toMatchInlineSnapshot(
      `"loadCheckpoint: expected 1188 bytes in RUN/checkpoints/1/tensors.bin, got 100. The file is cut off: delete its checkpoint folder to go on from the one before."`,
    );
    const flipped = Uint8Array.from(good);
    flipped[40]! ^= 1;
    await writeFile(file, flipped);
    expect(await failure()).toMatchInlineSnapshot(
      `"loadCheckpoint: expected RUN/checkpoints/1/tensors.bin as written, got other bytes (SHA-256 differs). The file is damaged: delete its checkpoint folder to go on from the one before."`,
    );
    await rm(file);
    expect((await failure()).replace(/ENOENT.*tensors.bin'/, 'ENOENT')).toMatchInlineSnapshot(
      `"loadCheckpoint: could not read RUN/checkpoints/1/tensors.bin: ENOENT. Delete its checkpoint folder to go on from the one before."`,
    );
    await writeFile(file, good);
    await truncate(join(path, 'checkpoint.json'), 60);
    expect(await failure()).toMatchInlineSnapshot(
      `"loadCheckpoint: expected JSON in RUN/checkpoints/1/checkpoint.json, got 60 characters that are not. The file is damaged: delete its checkpoint folder to go on from the one before."`,
    );
    await writeFile(join(path, 'checkpoint.json'), '{"format":"another"}');
    expect(await failure()).toMatchInlineSnapshot(
      `"loadCheckpoint: expected an ikat-checkpoint of version 1 in RUN/checkpoints/1/checkpoint.json, got another undefined. Another version of @ikat/trainer wrote it."`,
    );
    expect(bits(fresh as never)).toEqual(before);
  });

  test('says which field of a manifest is damaged', async () => {
    const it = make();
    const file = join(await saveCheckpoint(folder, it), 'checkpoint.json');
    const whole = JSON.parse(await readFile(file, 'utf8'));
    const damaged = async (change: object) => {
      await writeFile(file, JSON.stringify({ ...whole, ...change }));
      return messageOf(loadCheckpoint(folder, it));
    };
    const mend = 'The file is damaged: delete its checkpoint folder to go on from the one before.';
    for (const name of ['step', 'configHash', 'values', 'tensors', 'bytes', 'sha256']) {
      expect(await damaged({ [name]: undefined })).toBe(
        `loadCheckpoint: expected ${name} in RUN/checkpoints/0/checkpoint.json, got undefined. ${mend}`,
      );
    }
    expect(await damaged({ tensors: [null] })).toBe(
      `loadCheckpoint: expected tensors in RUN/checkpoints/0/checkpoint.json, got [null]. ${mend}`,
    );
  });

  test('refuses networks of another architecture by the first that differs', async () => {
    await saveCheckpoint(folder, make());
    const { generator, discriminator } = make().networks;
    const other = { generator: discriminator, discriminator };
    expect(await messageOf(loadCheckpoint(folder, { networks: other }))).toMatchInlineSnapshot(
      `"loadCheckpoint: expected generator/Dense1/kernel of [2,16] in RUN/checkpoints/0, got [1,8]. It was saved from networks of another architecture: make them with its options."`,
    );
    expect(
      await messageOf(loadCheckpoint(folder, { networks: { generator } })),
    ).toMatchInlineSnapshot(
      `"loadCheckpoint: expected no discriminator/Dense1/kernel in RUN/checkpoints/0, got [2,16]. It was saved from networks of another architecture: make them with its options."`,
    );
  });

  test('refuses another configuration and says what differs', async () => {
    const it = make();
    const config = { seed: 1, image: { size: 64, flip: true }, name: 'monet' };
    await saveCheckpoint(folder, { ...it, config });
    const sameInAnotherOrder = { name: 'monet', image: { flip: true, size: 64 }, seed: 1 };
    await loadCheckpoint(folder, { ...it, config: sameInAnotherOrder });
    const another = { seed: 2, image: { size: 32, flip: true }, steps: 9, name: 'monet' };
    expect(
      await messageOf(loadCheckpoint(folder, { ...it, config: another })),
    ).toMatchInlineSnapshot(
      `"loadCheckpoint: expected the configuration of RUN/checkpoints/0, got another (image.size: 64 in the checkpoint, 32 now; seed: 1 in the checkpoint, 2 now; steps: nothing in the checkpoint, 9 now). Resume with the saved settings, or begin another run."`,
    );
  });

  test('says why the list cannot be read', async () => {
    await writeFile(join(folder, 'checkpoints'), '');
    expect((await messageOf(listCheckpoints(folder))).replace(/ENOTDIR.*'/, 'ENOTDIR')).toBe(
      'listCheckpoints: could not read RUN/checkpoints: ENOTDIR. Give the folder of a run that you may read.',
    );
  });

  test('has nothing to resume at first', async () => {
    expect(await listCheckpoints(folder)).toEqual({ checkpoints: [], halfWritten: [] });
    expect(await messageOf(loadCheckpoint(folder, make()))).toMatchInlineSnapshot(
      `"loadCheckpoint: expected a checkpoint in RUN, got none. Give a run folder with checkpoints/, or the folder of one checkpoint."`,
    );
  });
});
