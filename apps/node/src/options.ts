import { onnxDevices } from '@ikat/backend-onnx';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type BackendChoice, backendNames } from './backend.js';

/** Options that every command has. */
export interface CommonOptions extends BackendChoice {
  json: boolean;
  seed: number;
}

/** Adds the options that every command has. */
export function withCommonOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--backend <name>', 'what computes')
        .choices(['auto', ...backendNames])
        .default('auto'),
    )
    .addOption(
      new Option('--device <name>', 'where the onnx backend computes').choices([...onnxDevices]),
    )
    .option('--threads <number>', 'threads of the onnx backend (all cores)', wholeNumber(1, 512))
    .option('--seed <number>', 'everything that is drawn follows from it', wholeNumber(0), 0)
    .option('--json', 'one JSON object a line, for machines', false);
}

/** The largest side that a picture may be scaled to. */
export const LARGEST_SIDE = 8192;

/** A parser of whole numbers in [least, most]. */
export function wholeNumber(
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || value > most || text.trim() === '') {
      const range =
        most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`Expected a whole number ${range}.`);
    }
    return value;
  };
}

/** A parser of lists of whole numbers: `0,3`. */
export const wholeNumbers = (text: string): number[] => text.split(',').map(wholeNumber(0));

/** A parser of numbers in [least, most]. */
export function numberIn(least: number, most = Number.POSITIVE_INFINITY): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < least || value > most || text.trim() === '') {
      const range =
        most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`Expected a number ${range}.`);
    }
    return value;
  };
}

const unitSeconds = { s: 1, m: 60, h: 3600 } as const;

/** A parser of durations: `90`, `90s`, `5m`, `1.5h`; the result is in seconds. */
export function duration(text: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)([smh])?$/.exec(text) ?? [];
  const seconds = Number(number) * unitSeconds[unit as keyof typeof unitSeconds];
  if (!(seconds > 0)) throw new InvalidArgumentError('Expected a time such as 90s, 5m or 1.5h.');
  return seconds;
}

const unitBytes = { MB: 1e6, GB: 1e9 } as const;

/** A parser of sizes of memory: `800MB`, `3GB`; the result is in bytes. */
export function memorySize(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([MG]B)$/i.exec(text.trim()) ?? [];
  const bytes = Number(number) * unitBytes[unit?.toUpperCase() as keyof typeof unitBytes];
  if (!(bytes > 0)) throw new InvalidArgumentError('Expected a size such as 800MB or 3GB.');
  return bytes;
}
