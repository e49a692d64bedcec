/** Frames of TensorFlow.js and of this engine: they tell a user nothing about his step. */
const foreign =
  /@tensorflow|tfjs|node:internal|[\\/](backend-)?onnx[\\/](dist|src)[\\/](?!.*\.test\.)/;

/** Where in the user's program something was made, from the stack that was kept there. */
export function lineOf(origin: Error | undefined): string {
  const frames = (origin?.stack ?? '').split('\n').slice(1);
  const frame = frames.find((line) => !foreign.test(line));
  return frame ? frame.trim() : 'in an unknown line';
}
