/** What the page sends: a call, or that nobody waits for it any more. */
export type ToWorker =
  | { id: number; method: string; request: unknown }
  | { id: number; cancel: true };

/** What the worker sends: that it is there, what a call has to tell on its way, and how it ended. */
export type FromWorker =
  | { ready: true }
  | { id: number; event: unknown }
  | { id: number; result: unknown }
  | { id: number; error: WorkerFault };

/** An error as it crosses between worker and page. */
export interface WorkerFault {
  name: string;
  message: string;
  kind: FaultKind;
}

/** What went wrong, as far as the page has words and a way on for it. */
export type FaultKind =
  | 'cancelled'
  | 'not-an-image'
  | 'too-large'
  | 'out-of-memory'
  | 'context-lost'
  | 'no-backend'
  | 'foreign-model'
  | 'network'
  | 'storage-full'
  | 'not-a-judge'
  | 'not-a-painter'
  | 'foreign-data'
  | 'too-few'
  | 'too-much'
  | 'in-use'
  | 'diverged'
  | 'other';

/** One side of a channel: a Worker, or the scope inside it. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent) => void): void;
}
