import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectSameAsCpu } from './against-cpu.js';
import { useWasm } from './use-wasm.js';

interface Convolution {
  input: [number, number, number, number];
  filter: [number, number, number, number];
  attrs: { strides: [number, number]; pad: 'same' | 'valid' | number | number[][] };
}

/** Draws sizes until they make a convolution with at least one output. */
function* convolutions(seed: number, count: number): Generator<Convolution> {
  const random = randomSource(seed);
  const draw = (low: number, high: number) => low + random.integer(high - low + 1);
  const pair = () => [draw(0, 4), draw(0, 4)];
  for (let made = 0; made < count; ) {
    const filter: Convolution['filter'] = [draw(1, 7), draw(1, 7), draw(1, 9), draw(1, 9)];
    const input: Convolution['input'] = [draw(1, 3), draw(1, 12), draw(1, 12), filter[2]];
    const pads = ['same', 'valid', [[0, 0], pair(), pair(), [0, 0]]] as const;
    const pad = pads[random.integer(3)]! as Convolution['attrs']['pad'];
    const attrs = { strides: [draw(1, 3), draw(1, 3)] as [number, number], pad };
    if (outputShape({ input, filter, attrs }).some((n) => n < 1)) continue;
    made++;
    yield { input, filter, attrs };
  }
}

const outputShape = ({ input, filter, attrs }: Convolution) =>
  tf.backend_util.computeConv2DInfo(input, filter, attrs.strides, 1, attrs.pad as 'same', 'floor')
    .outShape;

async function expectGradients(convolution: Convolution): Promise<void> {
  const { input, filter } = convolution;
  const dy = outputShape(convolution);
  const attrs = { ...convolution.attrs, dataFormat: 'NHWC', dimRoundingMode: 'floor' };
  await expectSameAsCpu({
    kernel: tf.Conv2DBackpropFilter,
    shapes: { x: input, dy },
    attrs: { ...attrs, filterShape: filter },
  });
  await expectSameAsCpu({
    kernel: tf.Conv2DBackpropInput,
    shapes: { dy, filter },
    attrs: { ...attrs, inputShape: input },
  });
}

describe('the gradients of a convolution', () => {
  it('agree with the cpu backend for random sizes, strides and pads', async () => {
    for (const convolution of convolutions(1, 120)) await expectGradients(convolution);
  });

  it.each<[string, Convolution]>([
    [
      'of a residual block',
      { input: [1, 18, 18, 16], filter: [3, 3, 16, 16], attrs: { strides: [1, 1], pad: 'valid' } },
    ],
    [
      'of the first layer',
      { input: [1, 22, 22, 3], filter: [7, 7, 3, 16], attrs: { strides: [1, 1], pad: 'valid' } },
    ],
    [
      'of the last layer',
      { input: [1, 22, 22, 16], filter: [7, 7, 16, 3], attrs: { strides: [1, 1], pad: 'valid' } },
    ],
    [
      'that halve the size',
      {
        input: [2, 16, 16, 8],
        filter: [3, 3, 8, 16],
        attrs: {
          strides: [2, 2],
          pad: [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ],
        },
      },
    ],
    [
      'of a patch discriminator',
      { input: [1, 16, 16, 3], filter: [4, 4, 3, 16], attrs: { strides: [2, 2], pad: 'same' } },
    ],
    [
      'that make one score',
      {
        input: [1, 7, 7, 32],
        filter: [4, 4, 32, 1],
        attrs: {
          strides: [1, 1],
          pad: [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ],
        },
      },
    ],
    [
      'of single pixels',
      { input: [2, 5, 5, 8], filter: [1, 1, 8, 4], attrs: { strides: [1, 1], pad: 'same' } },
    ],
    [
      'that skip pixels',
      { input: [1, 9, 9, 2], filter: [1, 1, 2, 4], attrs: { strides: [3, 3], pad: 'valid' } },
    ],
    [
      'of more than one block',
      { input: [1, 40, 40, 2], filter: [3, 3, 2, 4], attrs: { strides: [1, 1], pad: 'same' } },
    ],
    [
      'whose pads exceed the filter',
      {
        input: [1, 4, 4, 2],
        filter: [2, 2, 2, 3],
        attrs: {
          strides: [1, 1],
          pad: [
            [0, 0],
            [3, 4],
            [4, 3],
            [0, 0],
          ],
        },
      },
    ],
  ])('agree with the cpu backend for convolutions %s', async (_, convolution) => {
    await expectGradients(convolution);
  });

  it('differentiate a convolution, a stride and a transposed convolution', async () => {
    await import('@tensorflow/tfjs-layers');
    const random = randomSource(3);
    const normal = (shape: number[]) =>
      tf.tensor(random.normals(tf.util.sizeFromShape(shape)), shape);
    const values = [
      [1, 9, 9, 4],
      [3, 3, 4, 6],
      [4, 4, 3, 6],
    ].map((shape) => normal(shape).arraySync());
    const gradients = () =>
      tf.tidy(() => {
        const f = (x: tf.Tensor, down: tf.Tensor, up: tf.Tensor) => {
          const half = tf.relu(
            tf.conv2d(x as tf.Tensor4D, down as tf.Tensor4D, 2, 1, 'NHWC', 1, 'floor'),
          );
          return tf.sum(
            tf.square(tf.conv2dTranspose(half, up as tf.Tensor4D, [1, 10, 10, 3], 2, 'same')),
          );
        };
        const inputs = values.map((value) => tf.tensor(value as number[][][][]));
        return tf
          .grads(f as (...args: tf.Tensor[]) => tf.Tensor)(inputs)
          .map((g) => g.dataSync());
      });
    await tf.setBackend('cpu');
    const expected = gradients();
    await useWasm();
    const before = tf.memory().numTensors;
    const actual = gradients();
    expect(tf.memory().numTensors).toBe(before);
    for (const [i, gradient] of expected.entries()) {
      const scale = Math.max(...gradient.map(Math.abs));
      const worst = Math.max(...gradient.map((g, j) => Math.abs(g - actual[i]![j]!)));
      expect(worst / scale).toBeLessThan(1e-5);
    }
  });

  it('differentiate a dilated convolution', async () => {
    await useWasm();
    const random = randomSource(5);
    const tensor = (shape: [number, number, number, number]) =>
      tf.tensor4d(random.normals(tf.util.sizeFromShape(shape)), shape);
    const [x, filter] = [tensor([2, 9, 8, 3]), tensor([3, 2, 3, 4])];
    const attrs = { strides: 1, pad: 'same', dataFormat: 'NHWC', dilations: [2, 3] };
    const y = tf.conv2d(x, filter, 1, 'same', 'NHWC', [2, 3]);
    const dy = tensor(y.shape);
    const [inputs, filters] = [
      { dy, filter },
      { x, dy },
    ];
    const dx = tf.engine().runKernel(tf.Conv2DBackpropInput, inputs, {
      ...attrs,
      inputShape: x.shape,
    } as object as tf.NamedAttrMap);
    const dw = tf.engine().runKernel(tf.Conv2DBackpropFilter, filters, {
      ...attrs,
      filterShape: filter.shape,
    } as object as tf.NamedAttrMap);
    // conv is linear in both: <dy, conv(x, w)> = <dx, x> = <dw, w>
    const inner = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)).dataSync()[0]!;
    expect(inner(dx as tf.Tensor, x)).toBeCloseTo(inner(dy, y), 3);
    expect(inner(dw as tf.Tensor, filter)).toBeCloseTo(inner(dy, y), 3);
    const other = tensor(x.shape);
    const moved = tf.conv2d(other, filter, 1, 'same', 'NHWC', [2, 3]);
    expect(inner(dx as tf.Tensor, other)).toBeCloseTo(inner(dy, moved), 3);
  });

  it('say that channels come last', async () => {
    await useWasm();
    const x = tf.zeros([1, 2, 4, 4]);
    expect(() =>
      tf.engine().runKernel(
        tf.Conv2DBackpropFilter,
        { x, dy: x },
        {
          strides: 1,
          pad: 0,
          dataFormat: 'NCHW',
          filterShape: [1, 1, 2, 2],
        },
      ),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: conv2d gradient on wasm: expected dataFormat NHWC, got NCHW.]`,
    );
  });
});
