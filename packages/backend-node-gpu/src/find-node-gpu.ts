import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The optional peer that this package finds and loads. */
export const packageName = '@tensorflow/tfjs-node-gpu';

/** What {@link findNodeGpu} found; `state` tells the cases apart. */
export type NodeGpuStatus =
  /** The package is not installed. */
  | { state: 'absent' }
  /** The package is installed without its native library: its install script did not run. */
  | { state: 'no-binding'; version: string; folder: string }
  /** Package and native library are there. Whether they load is not known yet. */
  | { state: 'found'; version: string; folder: string; binding: string };

/** Options of {@link findNodeGpu}. */
export interface FindNodeGpuOptions {
  /** A folder to look from first, besides this package's own place and the working folder. */
  from?: string | undefined;
}

/**
 * Looks for `@tensorflow/tfjs-node-gpu` and its native library without loading either: some file
 * lookups, where a failing import takes a second and leaves half of TensorFlow.js behind.
 *
 * @example
 * ```ts
 * import { findNodeGpu } from '@ikat/backend-node-gpu';
 *
 * const status = findNodeGpu();
 * if (status.state === 'found') console.log(status.version, status.binding);
 * ```
 */
export function findNodeGpu({ from }: FindNodeGpuOptions = {}): NodeGpuStatus {
  const manifest = [from, import.meta.url, process.cwd()]
    .filter((place) => place !== undefined)
    .map(manifestFrom)
    .find((path) => path !== undefined);
  if (manifest === undefined) return { state: 'absent' };
  const folder = dirname(manifest);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const binding = bindingIn(join(folder, 'lib'));
  return binding === undefined
    ? { state: 'no-binding', version, folder }
    : { state: 'found', version, folder, binding };
}

function manifestFrom(place: string): string | undefined {
  const base = place.startsWith('file:') ? place : pathToFileURL(join(place, 'any.js'));
  try {
    return createRequire(base).resolve(`${packageName}/package.json`);
  } catch {
    return undefined; // whatever the reason, it cannot be had from here
  }
}

/** lib/napi-v8/tfjs_binding.node, for some version of Node's native interface. */
function bindingIn(library: string): string | undefined {
  if (!existsSync(library)) return undefined;
  return readdirSync(library)
    .filter((name) => name.startsWith('napi-v'))
    .map((name) => join(library, name, 'tfjs_binding.node'))
    .find((path) => existsSync(path));
}
