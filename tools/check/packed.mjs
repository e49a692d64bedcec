// Packs every package, installs the tarballs in an empty project outside the workspace, uses them there.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicPackages, run } from './workspace.mjs';

const program = `
  tf.setBackend('cpu');
  correctGradients();
  const generator = mlpGenerator({ seed: 1 });
  const discriminator = mlpDiscriminator({ seed: 2 });
  const step = ganStep({ generator, discriminator }, { seed: 3 });
  const real = tf.tidy(() => tf.sub(tf.mul(tf.ones([2, 28, 28, 1]), 2), 1));
  const losses = step(real);
  const value = lsgan.discriminator(tf.ones([1, 2, 2, 1]), tf.zeros([1, 2, 2, 1])).dataSync()[0];
  if (value !== 0) throw new Error('lsgan: expected 0, got ' + value);
  for (const [name, loss] of Object.entries(losses)) {
    if (!Number.isFinite(loss.dataSync()[0])) throw new Error(name + ' is not finite');
  }
  console.log('used', Object.keys(losses).join());
`;
const imports = {
  '@tensorflow/tfjs-core': '* as tf',
  '@ikat/ops': '{ correctGradients }',
  '@ikat/losses': '{ lsgan }',
  '@ikat/models': '{ mlpGenerator, mlpDiscriminator }',
  '@ikat/trainer': '{ ganStep }',
};

export async function checkPacked() {
  const folder = mkdtempSync(join(tmpdir(), 'ikat-packed-'));
  try {
    await packAll(folder);
    await install(folder);
    await use(folder);
  } catch (error) {
    throw new Error([error.message, error.stdout, error.stderr].filter(Boolean).join('\n'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return `${publicPackages().length} tarballs`;
}

async function packAll(folder) {
  mkdirSync(join(folder, 'tarballs'));
  for (const item of publicPackages()) {
    await run('pnpm', ['pack', '--pack-destination', join(folder, 'tarballs')], {
      cwd: item.folder,
    });
  }
}

async function install(folder) {
  const tarballs = readdirSync(join(folder, 'tarballs'));
  const dependencies = Object.fromEntries(
    publicPackages().map(({ name, manifest }) => {
      const file = `${name.slice(1).replace('/', '-')}-${manifest.version}.tgz`;
      if (!tarballs.includes(file)) throw new Error(`${name}: expected ${file}, got ${tarballs}.`);
      return [name, `file:./tarballs/${file}`];
    }),
  );
  const manifest = {
    private: true,
    dependencies: {
      ...dependencies,
      '@tensorflow/tfjs-backend-cpu': '4.22.0',
      '@tensorflow/tfjs-core': '4.22.0',
      '@tensorflow/tfjs-layers': '4.22.0',
    },
    overrides: dependencies,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  // As the READMEs say: without the CUDA library that ONNX Runtime would download.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, env });
}

async function use(folder) {
  const esm = Object.entries(imports).map(([path, names]) => `import ${names} from '${path}';`);
  const cjs = Object.entries(imports).map(
    ([path, names]) => `const ${names.replace('* as ', '')} = require('${path}');`,
  );
  writeFileSync(
    join(folder, 'use.mjs'),
    `${esm.join('\n')}\nimport '@tensorflow/tfjs-backend-cpu';${program}`,
  );
  writeFileSync(
    join(folder, 'use.cjs'),
    `${cjs.join('\n')}\nrequire('@tensorflow/tfjs-backend-cpu');${program}`,
  );
  await run(process.execPath, ['use.mjs'], { cwd: folder });
  await run(process.execPath, ['use.cjs'], { cwd: folder });
  const ikat = join(folder, 'node_modules', '.bin', 'ikat');
  await run(ikat, ['--help'], { cwd: folder });
  await run(ikat, ['doctor'], { cwd: folder });
}
