import { childKey, type DrawKey } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import type { Adam } from './adam.js';
import type { Ema } from './ema.js';
import { type NetworkPass, networkPasses } from './network-pass.js';

/**
 * Makes a function of a graph, a pure function of named tensors and of the variables that it reads
 * and assigns. It may run the graph once, record it, and from then on run only the record; the graph
 * therefore has to do the same in every call, and what changes must be an input.
 *
 * `compileStep` of `@ikat/backend-onnx` is one. Other shapes of the inputs are another record.
 */
export type Compile = <In extends tf.NamedTensorMap, Out extends tf.NamedTensorMap>(
  graph: (inputs: In) => Out,
) => (inputs: In) => Out;

/** A part of a step whose update depends on how many there were: it says so in scalars. */
type Paced = Pick<Adam, 'next'> | Pick<Ema, 'next'>;

/** What a graph has besides its inputs. */
export interface GraphContext {
  /** The seed of the step and the stream of the graph; draw from named children of it. */
  key: DrawKey;
  pass: NetworkPass;
  /** Whether the discriminators' penalty is due. */
  penalised: boolean;
  /** An optimiser's update at the pace of this step. */
  minimize<Terms extends Record<string, tf.Tensor>>(
    adam: Adam,
    terms: () => Terms & { total: tf.Scalar },
  ): Terms & { total: tf.Scalar };
  /** An average's update at the pace of this step; of none, nothing. */
  follow(average: Ema | undefined): void;
}

/** One run of a graph. */
export interface GraphRun {
  /** The seed of the step. */
  seed: number;
  penalised: boolean;
  /** Every part that the graph updates, the same ones in every run with the same `penalised`. */
  paced: readonly (Paced | undefined)[];
}

/** Compiles nothing. */
export const asItIs: Compile = (graph) => graph;

/**
 * A part of a step that can be compiled: what changes from step to step (the seed, the paces of the
 * optimisers) is put beside its inputs as scalars. With and without a penalty it is two graphs.
 */
export function stepGraph<In extends tf.NamedTensorMap, Out extends tf.NamedTensorMap>(
  { name, compile = asItIs }: { name: string; compile?: Compile | undefined },
  body: (inputs: In, context: GraphContext) => Out,
): (inputs: In, run: GraphRun) => Out {
  const make = (run: GraphRun) =>
    compile<tf.NamedTensorMap, Out>((inputs) =>
      tf.tidy(() => body(inputs as In, contextOf(name, inputs, run))),
    );
  const graphs = new Map<boolean, ReturnType<typeof make>>();
  return (inputs, run) => {
    const graph = graphs.get(run.penalised) ?? make(run);
    graphs.set(run.penalised, graph);
    const results = tf.tidy(() => graph({ ...inputs, ...scalarsOf(run) }));
    runRecorded();
    return results;
  };
}

/**
 * A backend that only records computes the graph now: what plain code between the graphs chooses (a
 * pool of images) then makes no difference to the programs.
 */
function runRecorded(): void {
  const backend = tf.backend() as { flush?: () => void };
  backend.flush?.();
}

/** The inputs that every graph has: its seed, and for each part the scalars of its pace. */
function scalarsOf({ seed, paced }: GraphRun): tf.NamedTensorMap {
  const paces = paced.flatMap((part, place) =>
    Object.entries(part?.next() ?? {}).map(([name, value]) => [`${place}/${name}`, value] as const),
  );
  return { seed: tf.scalar(seed | 0, 'int32'), ...Object.fromEntries(paces) };
}

function paceOf<Part extends Paced>(
  part: Part,
  inputs: tf.NamedTensorMap,
  { paced }: GraphRun,
): ReturnType<Part['next']> {
  const prefix = `${paced.indexOf(part)}/`;
  const own = Object.entries(inputs).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(
    own.map(([name, value]) => [name.slice(prefix.length), value]),
  ) as ReturnType<Part['next']>;
}

function contextOf(name: string, inputs: tf.NamedTensorMap, run: GraphRun): GraphContext {
  const key = childKey(inputs.seed as tf.Scalar, name);
  const minimize: GraphContext['minimize'] = (adam, terms) =>
    adam.minimize(terms, paceOf(adam, inputs, run));
  return {
    key,
    pass: networkPasses(key),
    penalised: run.penalised,
    minimize,
    follow: (average) => average?.update(paceOf(average, inputs, run)),
  };
}
