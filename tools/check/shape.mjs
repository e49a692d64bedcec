// Every package has the same files, and imports only what the design lets it import.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { publicPackages } from './workspace.mjs';

const files = ['README.md', 'LICENSE', 'package.json', 'tsconfig.json', 'tsup.config.ts'];

/** Siblings that a package may depend on; an app may use everything. */
const siblings = {
  random: [],
  ops: ['random'],
  losses: ['ops'],
  weights: [],
  models: ['ops', 'random', 'weights'],
  features: ['ops', 'weights'],
  data: ['ops', 'random'],
  trainer: ['losses', 'ops', 'random'],
  onnx: ['weights'],
  'backend-onnx': ['onnx'],
  'backend-wasm': [],
  'backend-webgl': [],
  'backend-node-gpu': [],
  samples: [],
  zoo: [],
  culture: ['random'],
  study: ['culture', 'random'],
};

export function checkShape() {
  const faults = publicPackages().flatMap((item) => [
    ...missingFiles(item),
    ...wrongManifest(item),
    ...forbiddenSiblings(item),
    ...longReadme(item),
  ]);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return `${publicPackages().length} packages`;
}

function missingFiles({ name, folder }) {
  const missing = files.filter((file) => !existsSync(join(folder, file)));
  const sources = readdirSync(join(folder, 'src'), { recursive: true });
  if (!sources.some((file) => file.endsWith('.test.ts'))) missing.push('a test in src/');
  return missing.map((file) => `${name}: expected ${file}, got nothing.`);
}

function wrongManifest({ name, manifest }) {
  const faults = [];
  for (const field of ['description', 'license', 'engines', 'exports', 'files', 'publishConfig']) {
    if (manifest[field] === undefined) faults.push(`${name}: expected package.json "${field}".`);
  }
  if (manifest.sideEffects === undefined) faults.push(`${name}: expected "sideEffects".`);
  for (const target of Object.values(manifest.exports)) {
    if (target.import && Object.keys(target.import)[0] !== 'types') {
      faults.push(`${name}: expected "types" first in its exports.`);
    }
  }
  return faults;
}

function forbiddenSiblings({ name, folder, manifest }) {
  const allowed = siblings[basename(folder)];
  if (folder.includes('/apps/')) return [];
  if (!allowed) return [`${name}: expected an entry in the table of allowed siblings.`];
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter((dependency) => dependency.startsWith('@ikat/'))
    .filter((dependency) => !allowed.includes(dependency.slice('@ikat/'.length)))
    .map((dependency) => `${name}: expected no dependency on ${dependency}.`);
}

function longReadme({ name, folder }) {
  const file = join(folder, 'README.md');
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const faults = [];
  if (!text.includes('npm install') && !text.includes('npx')) {
    faults.push(`${name}: expected the README to say how to install.`);
  }
  if (!/```(ts|sh)/.test(text)) faults.push(`${name}: expected a complete program in the README.`);
  return faults;
}
