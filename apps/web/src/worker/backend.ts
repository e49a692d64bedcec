import { StudioError } from '../rpc/fault.js';
import { type BackendName, backendNames } from './backend-names.js';
import { graphicsOf } from './graphics.js';

/** Which backend is to compute, and why. */
export interface BackendChoice {
  name: BackendName;
  /** `asked` by the visitor; a real `gpu`; only `software` draws here; `none` draws here. */
  because: 'asked' | 'gpu' | 'software' | 'none';
  /** What draws here, in the words of the browser. */
  graphics: string;
}

/** What computes, once it does. */
export interface BackendReport extends BackendChoice {
  device: string;
  precision: 'float32' | 'float16';
  version: string;
  /** Backends that were tried before and did not start, and what they said. */
  refused: { name: BackendName; message: string }[];
}

/** Tells which backend is to compute, without loading it. The page names the worker after its wish. */
export function chosenBackend(asked: string = self.name): BackendChoice {
  const graphics = graphicsOf();
  const name = backendNames.find((known) => known === asked);
  if (name) return { name, because: 'asked', graphics: graphics.device };
  if (graphics.kind === 'gpu') {
    return { name: 'webgl', because: 'gpu', graphics: graphics.device };
  }
  return { name: 'wasm', because: graphics.kind, graphics: graphics.device };
}

let starting: Promise<BackendReport> | undefined;

/** Starts the chosen backend, or the next one when nobody asked for it; later calls only wait. */
export function startBackend(): Promise<BackendReport> {
  starting ??= start().catch((error: unknown) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

async function start(): Promise<BackendReport> {
  const choice = chosenBackend();
  const after: BackendName[] = choice.because === 'asked' ? [] : ['wasm', 'cpu'];
  const refused: BackendReport['refused'] = [];
  for (const name of new Set([choice.name, ...after])) {
    try {
      const { useBackend } = await import('./use-backend.js');
      return { ...choice, ...(await useBackend(name)), name, refused };
    } catch (error) {
      refused.push({ name, message: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new StudioError(
    'no-backend',
    refused.map(({ name, message }) => `${name}: ${message}`).join('\n'),
  );
}
