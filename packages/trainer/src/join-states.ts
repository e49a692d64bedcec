import * as tf from '@tensorflow/tfjs-core';
import type { Stateful, StepState } from './train-step.js';

const prefixed = <T>(part: string, entries: Record<string, T>) =>
  Object.entries(entries).map(([name, value]) => [`${part}/${name}`, value] as const);

const inside = <T>(part: string, entries: Record<string, T>) =>
  Object.fromEntries(
    Object.entries(entries)
      .filter(([name]) => name.startsWith(`${part}/`))
      .map(([name, value]) => [name.slice(part.length + 1), value]),
  );

/** The states of named parts as one state, every name as `part/name`. */
export function joinStates(parts: Record<string, Stateful>): StepState {
  const states = Object.entries(parts).map(([part, it]) => [part, it.state()] as const);
  return {
    tensors: Object.fromEntries(states.flatMap(([part, it]) => prefixed(part, it.tensors))),
    values: Object.fromEntries(states.flatMap(([part, it]) => prefixed(part, it.values))),
  };
}

/** Gives each part its share of a joined state: all of them, or none if one refuses. */
export function restoreParts(parts: Record<string, Stateful>, state: StepState): void {
  const before = joinStates(parts); // shares the data, copies nothing
  try {
    share(parts, state);
  } catch (error) {
    share(parts, before);
    throw error;
  } finally {
    tf.dispose(before.tensors);
  }
}

function share(parts: Record<string, Stateful>, state: StepState): void {
  for (const [part, it] of Object.entries(parts)) {
    it.restore({ tensors: inside(part, state.tensors), values: inside(part, state.values) });
  }
}
