import { recordKernels } from '@ikat/onnx';
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

it('tests every kernel that is recorded', () => {
  const tested = new Set(cases.map(({ kernel }) => kernel));
  const untested = Object.keys(recordKernels).filter((kernel) => !tested.has(kernel));
  expect(untested).toEqual([]);
});
