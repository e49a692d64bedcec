import { StudioError } from './fault.js';
import type { FromWorker, Port } from './messages.js';
import { movesOf } from './moved.js';
import type { CallContext, Method } from './serve.js';

type RequestOf<M extends Method> = Parameters<M>[0];
type ResultOf<M extends Method> = Awaited<ReturnType<M>>;
type EventOf<M extends Method> = Parameters<M>[1] extends CallContext<infer Event> ? Event : never;

/** What a caller may add to a call. */
export interface CallOptions<Event> {
  /** Tells the method to stop; the call then fails with kind `cancelled`. */
  signal?: AbortSignal | undefined;
  /** Hears what the method tells on its way. */
  onEvent?: ((event: Event) => void) | undefined;
}

/** The page's end of a channel to a worker. */
export interface Client<Methods extends Record<string, Method>> {
  call<Name extends keyof Methods & string>(
    method: Name,
    request: RequestOf<Methods[Name]>,
    options?: CallOptions<EventOf<Methods[Name]>>,
  ): Promise<ResultOf<Methods[Name]>>;
  /** Lets all calls under way fail, because nobody will answer them. */
  fail(error: StudioError): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: StudioError): void;
  onEvent: ((event: never) => void) | undefined;
}

/** Makes the page's end of a channel. */
export function clientOf<Methods extends Record<string, Method>>(port: Port): Client<Methods> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  port.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => hear(waiting, data));
  return {
    call(method, request, { signal, onEvent } = {}) {
      const id = ++last;
      const cancel = () => port.postMessage({ id, cancel: true }, []);
      signal?.addEventListener('abort', cancel);
      return new Promise<never>((resolve, reject) => {
        waiting.set(id, { resolve: resolve as (result: unknown) => void, reject, onEvent });
        port.postMessage({ id, method, request }, movesOf(request));
        if (signal?.aborted) cancel();
      }).finally(() => signal?.removeEventListener('abort', cancel));
    },
    fail(error) {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

function hear(waiting: Map<number, Waiting>, message: FromWorker): void {
  if ('ready' in message) return;
  const call = waiting.get(message.id);
  if (call === undefined) return;
  if ('event' in message) {
    call.onEvent?.(message.event as never);
    return;
  }
  waiting.delete(message.id);
  if ('error' in message) call.reject(new StudioError(message.error.kind, message.error.message));
  else call.resolve(message.result);
}
