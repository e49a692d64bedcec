import { signal } from '@preact/signals';
import { type Client, clientOf } from './rpc/client.js';
import { StudioError } from './rpc/fault.js';
import type { BackendChoice, BackendReport } from './worker/backend.js';
import type { BackendName } from './worker/backend-names.js';
import type { Methods } from './worker/main.js';

/** What computes: chosen but not loaded, running, or refused. */
export type BackendState =
  | { kind: 'unknown' }
  | { kind: 'chosen'; choice: BackendChoice }
  | { kind: 'starting'; choice: BackendChoice }
  | { kind: 'running'; choice: BackendReport }
  | { kind: 'failed'; fault: StudioError };

/** The backend's state, for the page to show. */
export const backend = signal<BackendState>({ kind: 'unknown' });

/** Counts the workers there have been: rooms forget what lived in an older one. */
export const workerGeneration = signal(0);

const query = () => new URLSearchParams(location.search);

/** The backend that the address asks for: `?backend=wasm`. */
export const askedBackend = () => query().get('backend') ?? '';

let worker: Worker | undefined;
let client: Client<Methods> | undefined;

function startWorker(): Client<Methods> {
  worker = new Worker(new URL('./worker/main.ts', import.meta.url), {
    type: 'module',
    name: askedBackend(),
  });
  const started = clientOf<Methods>(worker);
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    restartWorker(new StudioError('other', event.message || 'The worker stopped.'));
  });
  client = started;
  return started;
}

/** Calls a method of the worker; starts the worker when there is none. */
export const call: Client<Methods>['call'] = (method, request, options) =>
  (client ?? startWorker()).call(method, request, options);

/** Ends the worker with all it holds; calls under way fail with `why`. */
export function restartWorker(why = new StudioError('cancelled', 'The worker was restarted.')) {
  worker?.terminate();
  client?.fail(why);
  client = undefined;
  backend.value = { kind: 'unknown' };
  workerGeneration.value++;
  void showChoice();
}

/** Finds out which backend would compute, for the page to show; loads nothing. */
export async function showChoice(): Promise<void> {
  const choice = await call('chosenBackend', undefined);
  if (backend.value.kind === 'unknown') backend.value = { kind: 'chosen', choice };
}

/** Starts the backend if it does not run yet; methods that compute need it. */
export async function ensureBackend(): Promise<BackendReport> {
  const before = backend.value;
  if (before.kind === 'running') return before.choice;
  if (before.kind === 'chosen') backend.value = { ...before, kind: 'starting' };
  try {
    const choice = await call('startBackend', undefined);
    backend.value = { kind: 'running', choice };
    return choice;
  } catch (error) {
    if (error instanceof StudioError) backend.value = { kind: 'failed', fault: error };
    throw error;
  }
}

/** Takes another backend, or the best one for no name; ends what the worker is doing. */
export function changeBackend(name: BackendName | ''): void {
  const wanted = query();
  if (name) wanted.set('backend', name);
  else wanted.delete('backend');
  const text = wanted.toString();
  history.replaceState(null, '', `${location.pathname}${text && `?${text}`}${location.hash}`);
  restartWorker();
}
