// What is measured, and what we aim at: how often our time goes into PyTorch's.

const shapes = {
  'cyclegan-64': { kind: 'cyclegan', size: 64, filters: 32, blocks: 6, poolSize: 50 },
  'cyclegan-128': { kind: 'cyclegan', size: 128, filters: 32, blocks: 6, poolSize: 50 },
  mlp: { kind: 'gan', batch: 64 },
  inference: { kind: 'inference', size: 256, filters: 64, blocks: 9 },
};

const titles = {
  'cyclegan-64': 'CycleGAN step, 64 px',
  'cyclegan-128': 'CycleGAN step, 128 px',
  mlp: 'MLP GAN step, batch 64',
  inference: 'ResNet-9 inference, 256 px',
};

/** [work, mode, goals at one and two threads]. */
const engine = [
  ['cyclegan-64', 'compiled', [1, 1.25]],
  ['cyclegan-128', 'compiled', [1, 1.25]],
  ['cyclegan-64', 'recorded', [0.85, 1.1]],
  ['cyclegan-128', 'recorded', [0.85, 1.1]],
  ['mlp', 'recorded', [0.95, 1.2]],
  ['mlp', 'compiled', [0.95, 1.2]],
  ['inference', 'recorded', [1.05, 1.1]],
].flatMap(([work, mode, goals]) =>
  goals.map((goal, index) => ({ work, mode, threads: index + 1, goal })),
);

/** WebAssembly has one thread in Node, and as published no gradient of a convolution. */
const wasm = [
  ['inference', 'wasm-stock'],
  ['mlp', 'wasm-stock'],
  ['inference', 'wasm'],
  ['mlp', 'wasm'],
  ['cyclegan-64', 'wasm'],
].map(([work, backend]) => ({ work, mode: 'recorded', threads: 1, backend, slow: true }));

/**
 * Every row: an `id` to choose it by, and what both sides need to know. Rows of the engine come twice: beside PyTorch
 * as it is installed, and beside a PyTorch that keeps its memory from step to step.
 */
export const rowsOf = (backend) =>
  [
    ...engine.map((row) => ({ ...row, backend })),
    ...engine.map((row) => ({ ...row, backend, kept: true })),
    ...wasm,
  ].map((row) => ({
    ...row,
    id: `${row.backend}/${row.work}/${row.mode}/${row.threads}${row.kept ? '/kept' : ''}`,
    title: titles[row.work],
    options: {
      ...shapes[row.work],
      learningRate: 2e-4,
      backend: row.backend,
      mode: row.mode,
      threads: row.threads,
      kept: row.kept ?? false,
    },
  }));

export const limits = { memory: 1.5, compileSeconds: 4, microsecondsPerKernel: 12 };
