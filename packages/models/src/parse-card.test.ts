import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type ModelCard, modelCard, parseCard, resnetGenerator } from './index.js';
import '@ikat/testing';

async function card(): Promise<ModelCard> {
  await tf.setBackend('cpu');
  const model = resnetGenerator({ blocks: 1, filters: 1, seed: 3 });
  const card = modelCard(model, {
    description: 'Photos to ikat',
    preprocessing: 'squares of 256 pixels',
    trainedOn: [
      {
        name: 'weavings',
        hash: 'sha256-0',
        licences: ['CC0-1.0'],
        cultures: [{ label: 'Uzbek', basis: 'museum catalogue' }],
      },
    ],
    metrics: { kid: { value: 0.04, low: 0.03, high: 0.05 }, ssim: { value: 0.5 } },
    versions: { '@ikat/trainer': '0.1.0' },
  });
  model.dispose();
  return card;
}

test('a card comes back as it was written', async () => {
  const written = await card();
  expect(parseCard(JSON.stringify(written))).toEqual(written);
  expect(written).toMatchObject({
    format: 1,
    architecture: { name: 'resnetGenerator', options: { blocks: 1, filters: 1, seed: 3 } },
    valueRange: [-1, 1],
    sizeMultiple: 4,
    minimumSize: 8,
    versions: { '@ikat/trainer': '0.1.0', tfjs: tf.version_core },
  });
});

test('a card of the next save keeps what was told', async () => {
  const first = await card();
  const model = resnetGenerator({ blocks: 1, filters: 1, seed: 3 });
  expect(modelCard(model, first)).toEqual(first);
  model.dispose();
});

test('errors say what is wrong', async () => {
  const good = await card();
  const read = (change: object) => () => parseCard(JSON.stringify({ ...good, ...change }));
  expect(() => parseCard('{')).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected JSON, got something else. The file is damaged.]`,
  );
  expect(() => parseCard('[]')).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected the card to be an object, got [].]`,
  );
  expect(read({ format: undefined })).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected format to be a whole number from 1, got nothing.]`,
  );
  expect(read({ format: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected a card of format 1, got format 2. Update @ikat/models to read it.]`,
  );
  expect(read({ sizeMultiple: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected sizeMultiple to be a whole number from 1, got 0.]`,
  );
  expect(read({ valueRange: [0] })).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected valueRange to be two numbers, got [0].]`,
  );
  expect(read({ trainedOn: [{ licences: [] }] })).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected trainedOn to be a list of data sets with names, got [{"licences":[]}].]`,
  );
  expect(read({ metrics: { kid: 'good' } })).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected metrics to be metrics with values, got {"kid":"good"}.]`,
  );
  const diffusion = { name: 'diffusionGenerator', options: {} };
  expect(read({ architecture: diffusion })).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected an architecture of custom, dcganDiscriminator, dcganGenerator, mlpDiscriminator, mlpGenerator, patchDiscriminator, pixelDiscriminator, resnetGenerator, unetGenerator, got diffusionGenerator. Update @ikat/models, or see who made the model.]`,
  );
  const nested = { name: 'resnetGenerator', options: { blocks: {} } };
  expect(read({ architecture: nested })).toThrowErrorMatchingInlineSnapshot(
    `[Error: ikat.json: expected architecture to be a name and options, got {"name":"resnetGenerator","options":{"blocks":{}}}.]`,
  );
});
