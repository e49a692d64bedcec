/** Something that lets work pass, or makes it wait. */
export interface Gate {
  readonly closed: boolean;
  close(): void;
  open(): void;
  /** Resolves when the gate is open, or the signal is aborted. */
  passed(signal: AbortSignal): Promise<void>;
}

/** A gate, open at first. */
export function makeGate(): Gate {
  let opening: PromiseWithResolvers | undefined;
  return {
    get closed() {
      return opening !== undefined;
    },
    close() {
      opening ??= withResolvers();
    },
    open() {
      opening?.resolve();
      opening = undefined;
    },
    async passed(signal) {
      if (!opening || signal.aborted) return;
      const { promise, resolve } = opening;
      signal.addEventListener('abort', resolve);
      await promise;
      signal.removeEventListener('abort', resolve);
    },
  };
}

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve: () => void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
