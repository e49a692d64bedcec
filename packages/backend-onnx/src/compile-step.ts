import * as tf from '@tensorflow/tfjs-core';
import { compareTraces } from './compare-traces.js';
import { type CompiledStep, compiledStep } from './compiled-step.js';
import { OnnxBackend } from './onnx-backend.js';
import { runStep, type Trace, traceStep } from './step-trace.js';

/** Tensors by name. */
export type Tensors = Record<string, tf.Tensor>;

interface Known {
  /** They belong to one device and number of threads. */
  programs: OnnxBackend['programs'];
  traces: Trace[];
  compiled?: CompiledStep | undefined;
}

/** Traces that may differ from each other before the step is refused: the first makes variables. */
const MOST_TRACES = 3;

/**
 * Compiles a step: its program is recorded in the first two calls; from then on inputs are fed and
 * the program runs, without a line of the step's JavaScript.
 *
 * The step is a function of its inputs and of the variables that it reads and assigns. What
 * changes from call to call (a learning rate, noise, a seed) must be an input or a variable; other
 * numbers and tensors stay what they were. Inputs of other shapes are compiled anew. On another
 * backend than `onnx` the step simply runs.
 *
 * @returns the same function, compiled; its results are the caller's, like the step's
 * @throws Error, with the line, when the step reads a value, when its kernels differ from call to
 * call, when it uses numbers made in JavaScript that differ (random numbers, counters), or keeps a
 * tensor that is no variable
 * @throws TypeError when the step is no function, when inputs or results are not tensors by name, or when
 * an input that the step needs is missing
 *
 * @example
 * ```ts
 * import { compileStep } from '@ikat/backend-onnx';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const total = tf.variable(tf.scalar(0));
 * const step = compileStep(({ x }: { x: tf.Tensor }) => {
 *   total.assign(tf.add(total, tf.sum(x)) as tf.Scalar);
 *   return { total: tf.clone(total) };
 * });
 * for (const number of [1, 2, 3]) step({ x: tf.fill([2], number) });
 * console.log(total.dataSync()[0]); // 12
 * ```
 */
export function compileStep<In extends Tensors, Out extends Tensors>(
  step: (inputs: In) => Out,
): (inputs: In) => Out {
  if (typeof step !== 'function') {
    throw new TypeError(
      `compileStep: expected a function of tensors by name, got ${typeof step}. Give it the step itself: compileStep(({ x }) => ({ y: tf.exp(x) })).`,
    );
  }
  const known = new Map<string, Known>();
  return (inputs) => {
    expectInputs(inputs);
    const backend = tf.backend();
    const plain = step as unknown as (inputs: Tensors) => Tensors;
    // Within another step that is being compiled, it becomes a part of that one.
    if (!(backend instanceof OnnxBackend) || backend.isTracing)
      return runStep(plain, inputs) as Out;
    const key = signatureOf(inputs);
    forgetReleased(known, backend);
    const entry = known.get(key) ?? { programs: backend.programs, traces: [] };
    known.set(key, entry);
    if (entry.compiled) return entry.compiled.run(inputs) as Out;
    const { outputs, trace } = traceStep(backend, plain, inputs);
    const last = entry.traces.at(-1);
    entry.traces.push(trace);
    try {
      if (last && compareTraces(last, trace, entry.traces.length >= MOST_TRACES)) {
        entry.compiled = compiledStep(backend, trace);
        entry.traces = []; // they hold on to whole steps
      }
    } catch (error) {
      tf.dispose(outputs as tf.TensorContainer);
      throw error;
    }
    return outputs as Out;
  };
}

/** Forgets what was compiled for other devices, or let go of because other programs were used more. */
function forgetReleased(known: Map<string, Known>, { programs }: OnnxBackend): void {
  for (const [key, entry] of known) {
    if (entry.programs !== programs || entry.compiled?.program?.released) known.delete(key);
  }
}

function expectInputs(inputs: unknown): void {
  if (typeof inputs !== 'object' || inputs === null) {
    throw new TypeError(
      `compileStep: expected tensors by name, got ${inputs}. Call the step with { name: tensor }, or {}.`,
    );
  }
  for (const [name, input] of Object.entries(inputs)) {
    if (!(input instanceof tf.Tensor)) {
      throw new TypeError(
        `compileStep: expected the input ${name} to be a tensor, got ${typeof input}. Make one of it: tf.scalar(number).`,
      );
    }
    if (input.isDisposed) {
      throw new Error(
        `compileStep: expected the input ${name} to be a tensor, got one that was disposed. Dispose it after the call.`,
      );
    }
  }
}

const signatureOf = (inputs: Tensors) =>
  JSON.stringify(Object.entries(inputs).map(([name, { dtype, shape }]) => [name, dtype, shape]));
