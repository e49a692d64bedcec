import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Files in these folders are kept when there is time, one by one: the studio starts without them. */
const LATER = /^(zoo|samples)\/|\.wasm$/;

/** Tells the service worker which files there are, and what they are now. */
export function offlineFiles(): Plugin {
  let publicFolder = '';
  return {
    name: 'studio-offline-files',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler: (_options, bundle) => {
        const files = [...publicFiles(publicFolder), ...bundledFiles(bundle)].sort();
        const [now, later] = [false, true].map((late) =>
          files.filter(([name]) => LATER.test(name) === late),
        );
        const worker = bundle['service-worker.js'];
        if (worker?.type !== 'chunk') return;
        const list = JSON.stringify({ now, later });
        worker.code = worker.code.replace('__STUDIO_FILES__', () => list);
      },
    },
  };
}

type NamedFile = [name: string, hash: string];

function bundledFiles(bundle: Record<string, { type: string }>): NamedFile[] {
  return Object.entries(bundle as Record<string, { code?: string; source?: string | Uint8Array }>)
    .filter(([name]) => name !== 'service-worker.js' && !name.endsWith('.map'))
    .map(([name, { code, source }]) => [name, hashOf(code ?? source ?? '')]);
}

const publicFiles = (folder: string): NamedFile[] =>
  readdirSync(folder).map((name) => [name, hashOf(readFileSync(join(folder, name)))]);

const hashOf = (content: string | Uint8Array) =>
  createHash('sha256').update(content).digest('hex').slice(0, 12);
