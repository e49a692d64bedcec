import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { PbfWriter } from 'pbf';
import { expect, it } from 'vitest';
import { exportOnnx } from '../export/export-onnx.js';
import { writeModel } from '../writing/write-model.js';
import { readOnnx } from './read-onnx.js';

const file = () =>
  tf.tidy(() => {
    const filter = tf.randomNormal<tf.Rank.R4>([3, 3, 3, 3], 0, 1, 'float32', 1);
    return exportOnnx((image: tf.Tensor4D) => tf.leakyRelu(tf.conv2d(image, filter, 1, 1), 0.25), {
      inputs: { image: ['batch', 'height', 'width', 3] },
      metadata: { maker: 'us', ünï: 'çödé' },
      name: 'net',
    }).bytes;
  });

it('reads what was written', () => {
  const bytes = file();
  const { graph, metadata, name } = readOnnx(bytes);
  expect(metadata).toEqual({ maker: 'us', ünï: 'çödé' });
  const again = readOnnx(writeModel(graph, { name, metadata })).graph;
  const plain = ({ nodes, ...rest }: typeof graph) => ({
    ...rest,
    nodes: nodes.map(({ origin, ...node }) => node),
  });
  expect(plain(again)).toEqual(plain(graph));
  expect(graph.nodes.at(-2)!.attributes.alpha ?? graph.nodes.at(-1)!.attributes.alpha).toEqual({
    float: 0.25,
  });
});

it('refuses a file that is cut off anywhere', () => {
  const bytes = file();
  for (let length = 0; length < bytes.length; length += 7) {
    expect(() => readOnnx(bytes.subarray(0, length))).toThrow(/expected a whole ONNX file, got/);
  }
});

it('refuses what is no ONNX, in words', () => {
  const text = new TextEncoder().encode('This is a text about ONNX.');
  const png = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13]);
  for (const bytes of [text, png, new Uint8Array(100)]) {
    expect(() => readOnnx(bytes)).toThrow(/readOnnx: expected a whole ONNX file, got/);
  }
});

it('refuses weights in another file', () => {
  const writer = new PbfWriter();
  writer.writeVarintField(1, 8);
  writer.writeMessage(8, (_: null, set) => set.writeVarintField(2, 17), null);
  writer.writeMessage(
    7,
    (_: null, graph) =>
      graph.writeMessage(
        5,
        (__: null, tensor) => {
          tensor.writeStringField(8, 'w');
          tensor.writeVarintField(14, 1);
        },
        null,
      ),
    null,
  );
  expect(() => readOnnx(writer.finish())).toThrow('whose weights (w) lie in another file');
});
