import * as tf from '@tensorflow/tfjs-core';
import { plainCopy, tensorsIn } from './plain-copy.js';
import { restartBackend } from './restart-backend.js';
import { type LossWatch, watchLoss } from './watch-loss.js';

/** What {@link guardContext} saves beside the variables. */
export interface GuardOptions<State> {
  /**
   * What else the work needs to go on: plain values and tensors, nested in arrays and plain objects.
   * Tensors are downloaded and disposed. `step.state()` of a training step will do.
   */
  snapshot?: (() => State | Promise<State>) | undefined;
  /**
   * Takes over what `snapshot` gave, its tensors uploaded to the new device; they are disposed after.
   * All variables have their saved values back by then.
   */
  restore?: ((state: State) => void | Promise<void>) | undefined;
}

/** How work ended: with its value, or in a lost context and back at the last save. */
export type Attempt<T> = { lost: false; value: T } | { lost: true };

/** Work that survives the loss of the GPU's context. */
export interface ContextGuard {
  /** Whether the context is lost at this moment. */
  readonly lost: boolean;
  /** How often it was lost and made anew. */
  readonly recoveries: number;
  /**
   * Downloads a snapshot; call it between steps.
   *
   * @returns false if the context was lost meanwhile: then all is as it was at the save before
   */
  save(): Promise<boolean>;
  /**
   * Runs some work. When the context is lost meanwhile, it makes a new one, puts the last snapshot
   * back and says so, also when the work would wait for ever. The signal tells work that goes on
   * nevertheless to stop. The first call saves, if nothing is saved yet.
   *
   * @throws what the work throws, unless the context is lost
   * @throws Error when there is no new context
   */
  run<T>(work: (signal: AbortSignal) => T | Promise<T>): Promise<Attempt<T>>;
  /** Stops watching. */
  dispose(): void;
}

/**
 * Guards work on the active backend against the loss of the GPU's context, which browsers take away
 * when the driver restarts, a laptop sleeps or memory is short.
 *
 * A snapshot holds every variable of TensorFlow.js by its name, and what you add. Other tensors are
 * lost with the context: make them anew in `restore`. A backend that cannot lose its device (wasm,
 * cpu) may be guarded too; then nothing ever happens.
 *
 * @example
 * ```ts
 * import { useWasm } from '@ikat/backend-wasm';
 * import { guardContext } from '@ikat/backend-webgl';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * await useWasm(); // or useWebGl()
 * const weight = tf.variable(tf.scalar(1));
 * const guard = guardContext();
 * await guard.save();
 * const result = await guard.run(async () => {
 *   weight.assign(tf.add(weight, 1));
 *   return (await weight.data())[0];
 * });
 * console.log(result.lost ? 'back at the save' : result.value); // 2
 * guard.dispose();
 * ```
 */
export function guardContext<State = undefined>({
  snapshot,
  restore,
}: GuardOptions<State> = {}): ContextGuard {
  let watch: LossWatch = watchLoss();
  let upload: (() => Snapshot<State>) | undefined;
  let recoveries = 0;

  const recover = async () => {
    watch.stop();
    await restartBackend();
    watch = watchLoss();
    if (upload) await putBack(upload(), restore);
    recoveries++;
  };

  const attempt = async <T>(work: (signal: AbortSignal) => T | Promise<T>): Promise<Attempt<T>> => {
    const cancel = new AbortController();
    try {
      if (!watch.isLost()) {
        const value = await Promise.race([work(cancel.signal), watch.lost.then(expectContext)]);
        if (!watch.isLost()) return { lost: false, value };
      }
    } catch (error) {
      if (!watch.isLost()) throw error;
    }
    cancel.abort();
    await recover();
    return { lost: true };
  };

  const save = async () => {
    const saved = await attempt(() => take(snapshot));
    if (!saved.lost) upload = saved.value;
    return !saved.lost;
  };

  return {
    get lost() {
      return watch.isLost();
    },
    get recoveries() {
      return recoveries;
    },
    save,
    async run(work) {
      if (!upload && !(await save())) return { lost: true };
      return attempt(work);
    },
    dispose: () => watch.stop(),
  };
}

interface Snapshot<State> {
  variables: Record<string, tf.Tensor>;
  state: State;
}

function expectContext(): never {
  throw new Error('guardContext: expected a context, got a lost one.');
}

async function take<State>(
  snapshot: GuardOptions<State>['snapshot'],
): Promise<() => Snapshot<State>> {
  const variables = Object.fromEntries(
    Object.entries(tf.engine().registeredVariables)
      .filter(([, variable]) => !variable.isDisposed)
      // Clones share the numbers: the variables may be assigned to while these are downloaded.
      .map(([name, variable]) => [name, tf.keep(tf.clone(variable))]),
  );
  let state = undefined as State;
  try {
    if (snapshot) state = await snapshot();
    return await plainCopy({ variables, state });
  } finally {
    tf.dispose([Object.values(variables), tensorsIn(state)]);
  }
}

async function putBack<State>(
  { variables, state }: Snapshot<State>,
  restore: GuardOptions<State>['restore'],
): Promise<void> {
  const registered = tf.engine().registeredVariables;
  try {
    for (const [name, value] of Object.entries(variables)) {
      const variable = registered[name];
      if (variable && !variable.isDisposed) variable.assign(value);
    }
    await restore?.(state);
  } finally {
    tf.dispose([Object.values(variables), tensorsIn(state)]);
  }
}
