import type { Value } from '@ikat/onnx';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensors } from './compile-step.js';
import type { OnnxBackend } from './onnx-backend.js';
import type { Program } from './programs.js';
import { stepRefusal } from './step-refusal.js';
import { copied, type Source, type Trace } from './step-trace.js';

/** A step that is run as its program. */
export interface CompiledStep {
  run: (inputs: Tensors) => Tensors;
  /** The program may be let go of when many others were used since. */
  program: Program | undefined;
}

function assign(variable: tf.Variable, tensor: tf.Tensor): void {
  if (`${variable.shape}` === `${tensor.shape}`) {
    variable.assign(tensor);
    return;
  }
  const view = tf.reshape(tensor, variable.shape);
  variable.assign(view);
  view.dispose();
}

/** The step as its program: feeds, one run, results. */
export function compiledStep(backend: OnnxBackend, trace: Trace): CompiledStep {
  const { program, sources, targets, outputTypes, outputShapes } = trace;
  for (const source of sources) if (source.kind === 'fixed') source.value.pinned = true;
  const valueFrom = (source: Source, inputs: Tensors): Value => {
    if (source.kind === 'fixed') return source.value;
    const tensor = source.kind === 'input' ? inputs[source.name]! : source.variable;
    return backend.storedBehind(tensor);
  };
  const state = statesOf(trace);
  const run = (inputs: Tensors) => {
    for (const variable of state) expectVariable(variable);
    backend.flush();
    if (program) backend.programs.use(program);
    const values = sources.map((source) => valueFrom(source, inputs));
    const results = program ? backend.runProgram(program, values, outputTypes) : [];
    const outputs: Tensors = {};
    for (const { from, variables, names, shape, dtype } of targets) {
      const stored =
        typeof from === 'number' ? results[from]! : copied(valueFrom(from, inputs).stored!);
      const info = backend.storedTensor(stored, { shape, dtype });
      const tensor = tf.engine().makeTensorFromTensorInfo(info);
      for (const variable of variables) assign(variable, tensor);
      for (const name of names) outputs[name] = tf.reshape(tensor, outputShapes[name]!);
      tensor.dispose();
    }
    backend.giveBack();
    return outputs;
  };
  return { run, program };
}

/** The variables that a step reads or assigns. */
function statesOf({ sources, targets }: Trace): tf.Variable[] {
  const read = sources.flatMap((source) => (source.kind === 'variable' ? [source.variable] : []));
  return [...new Set([...read, ...targets.flatMap(({ variables }) => variables)])];
}

function expectVariable({ isDisposed, name }: tf.Variable): void {
  if (!isDisposed) return;
  throw stepRefusal(
    `the variables that the step used when it was compiled, got ${name} disposed`,
    'Compile the step again with the new ones.',
  );
}
