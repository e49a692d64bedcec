import { recordKernels } from '@ikat/onnx';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { cases } from './kernels/cases.js';
import { expectLikeCpu } from './kernels/compare.js';
import { useOnnx } from './use-onnx.js';

beforeAll(async () => {
  await useOnnx({ threads: 1 });
});

describe.each(
  cases.map((example) => [`${example.kernel} ${example.about ?? ''}`, example] as const),
)('%s', (_, example) => {
  it('is what the cpu backend computes', () => expectLikeCpu(example));
});
