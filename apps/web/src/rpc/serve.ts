import { faultOf } from './fault.js';
import type { FromWorker, Port, ToWorker } from './messages.js';
import { movesOf } from './moved.js';

/** What a method has besides its request. */
export interface CallContext<Event = never> {
  /** Aborted when the page no longer wants the result. */
  readonly signal: AbortSignal;
  /** Tells the page something on the way; `moved` values are moved. */
  readonly emit: (event: Event) => void;
}

/** A function of the worker that the page can call. */
// biome-ignore lint/suspicious/noExplicitAny: the page's `call` infers the three types of each method
export type Method = (request: any, context: CallContext<any>) => Promise<unknown>;

/** Answers calls on a port with the methods of these names. */
export function serve(port: Port, methods: Readonly<Record<string, Method>>): void {
  const running = new Map<number, AbortController>();
  const send = (message: FromWorker, value?: unknown) =>
    port.postMessage(message, value === undefined ? [] : movesOf(value));
  port.addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
    const { id } = data;
    if ('cancel' in data) return running.get(id)?.abort();
    const abort = new AbortController();
    running.set(id, abort);
    const emit = (event: unknown) => send({ id, event }, event);
    try {
      const result = await methods[data.method]!(data.request, { signal: abort.signal, emit });
      send({ id, result }, result);
    } catch (error) {
      send({ id, error: faultOf(error, abort.signal) });
    } finally {
      running.delete(id);
    }
  });
  send({ ready: true });
}
