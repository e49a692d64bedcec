import { writeFileSync } from 'node:fs';
import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { cropTo, resizeTo } from '../framing.js';
import { alignedPairs, pairedFolders } from './pairs.js';
import { failure, picture, plain, scratchFolder } from './scratch.js';

const at = scratchFolder();
const told = (message: string) => message.replaceAll(at(), '').replaceAll('\\', '/');

beforeAll(async () => {
  for (let index = 0; index < 4; index++) {
    const image = picture(24, 20, index);
    await image
      .clone()
      .png()
      .toFile(at('a', `${index}.png`));
    await image
      .clone()
      .negate()
      .tiff({ compression: 'deflate' })
      .toFile(at('b', `${index}.tif`));
    const left = await image.clone().png().toBuffer();
    await plain(48, 20, '#000')
      .composite([
        { input: left, left: 0, top: 0 },
        { input: await image.clone().negate().png().toBuffer(), left: 24, top: 0 },
      ])
      .png()
      .toFile(at('aligned', `${index}.png`));
  }
});

onEachBackend(() => {
  describe('pairs', () => {
    test.each([
      [
        'pairedFolders',
        () => pairedFolders(at('a'), at('b'), { framing: cropTo(8), batchSize: 2 }),
      ],
      ['alignedPairs', () => alignedPairs(at('aligned'), { framing: cropTo(8), batchSize: 2 })],
    ])('of %s are cut and mirrored alike', async (_, make) => {
      await expectNoLeak(async () => {
        const stream = make();
        expect(stream.length).toBe(2);
        for (let epoch = 0; epoch < 4; epoch++)
          for await (const { a, b } of stream) {
            expect(a.shape).toEqual([2, 8, 8, 3]);
            // The partner is the negative: a + b = 0 wherever both show the same place.
            const sum = tf.add(a, b);
            expectClose(sum, new Float32Array(sum.size), 1e-6);
            tf.dispose([a, b, sum]);
          }
      });
    });

    test('of which one is broken are left out', async () => {
      for (const name of ['x', 'y']) {
        await picture(8, 8)
          .png()
          .toFile(at('half-a', `${name}.png`));
        await picture(8, 8)
          .png()
          .toFile(at('half-b', `${name}.png`));
      }
      writeFileSync(at('half-b', 'y.png'), 'broken');
      const stream = pairedFolders(at('half-a'), at('half-b'), { size: 4 });
      for await (const { a, b } of stream) tf.dispose([a, b]);
      expect(stream.skipped.map(({ file }) => told(file))).toEqual(['/half-a/y.png']);
    });
  });

  test('what makes no pairs is refused', async () => {
    await picture(8, 8).png().toFile(at('more', '0.png'));
    await picture(9, 8).png().toFile(at('odd', '0.png'));
    await picture(9, 9).png().toFile(at('other', '0.png'));
    const message = (run: () => unknown) => {
      try {
        run();
        return '';
      } catch (error) {
        return told((error as Error).message);
      }
    };
    const read = async (stream: AsyncIterable<unknown>) => {
      for await (const _ of stream) break;
    };
    expect(message(() => pairedFolders(at('a'), at('more')))).toMatchInlineSnapshot(
      `"pairedFolders: expected a partner of the same name for each image, got none for /a/1.png, /a/2.png, /a/3.png."`,
    );
    expect(
      told(await failure(read(alignedPairs(at('odd'), { framing: resizeTo(4) })))),
    ).toMatchInlineSnapshot(
      `"alignedPairs: expected readable images, got none: /odd/0.png (expected an even width, two images side by side, got 9 x 8.)."`,
    );
    const uneven = pairedFolders(at('more'), at('other'), { framing: cropTo(4) });
    expect(told(await failure(read(uneven)))).toMatchInlineSnapshot(
      `"pairedFolders: expected readable images, got none: /more/0.png (expected images of one size in a pair, got 8 x 8 and 9 x 9.)."`,
    );
  });
}, ['cpu']);
