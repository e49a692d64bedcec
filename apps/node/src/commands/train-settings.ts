import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import type { TrainingSettings } from '../training/settings.js';

/** Options that say how long and where, not what: they may differ when a run is resumed. */
const limits = new Set(['out', 'resume', 'steps', 'for', 'checkpointEvery', 'backend', 'json']);
/** Settings that are paths: kept whole, so that a run can be resumed from anywhere. */
const paths = new Set(['data', 'labels', 'source', 'target', 'photos', 'style', 'from']);
/** Settings that a resumed run may change. */
const changeable = new Set(['learningRate']);

/** What was set, from the command line; or from the run that is resumed. */
export function settingsOf<Settings extends TrainingSettings>(
  algorithm: Settings['algorithm'],
  command: Command,
): Settings {
  const options = command.opts();
  const settings = Object.fromEntries(
    Object.entries(options)
      .filter(([name]) => !limits.has(name))
      .map(([name, value]) => [name, paths.has(name) ? resolve(value) : value]),
  );
  const given = { algorithm, ...settings } as unknown as Settings;
  return options.resume ? resumedSettings(command, given) : given;
}

function resumedSettings<Settings extends TrainingSettings>(
  command: Command,
  given: Settings,
): Settings {
  const file = join(outOf(command.opts(), given), 'config.json');
  if (!existsSync(file)) {
    throw new Error(`train: expected a run to resume, got no ${file}. Name its folder with --out.`);
  }
  const saved = readSettings(file);
  if (saved.algorithm !== given.algorithm) {
    throw new Error(
      `train: expected a run of ${given.algorithm}, got one of ${saved.algorithm} in ${file}.`,
    );
  }
  for (const [name, value] of Object.entries(given)) {
    if (command.getOptionValueSource(name) !== 'cli') continue;
    if (changeable.has(name)) saved[name] = value;
    else if (!isDeepStrictEqual(saved[name], value)) {
      throw new Error(
        `train: expected --${kebab(name)} ${saved[name]} as the run began, got ${value}. ` +
          'Leave it out to resume, or begin another run with another --out.',
      );
    }
  }
  return saved as unknown as Settings;
}

function readSettings(file: string): Record<string, unknown> {
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`train: expected JSON in ${file}, got something else. The file is damaged.`, {
      cause,
    });
  }
  const isRecord = typeof config === 'object' && config !== null;
  const { backend: _, started: __, ...saved } = (isRecord ? config : {}) as Record<string, unknown>;
  return saved;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The folder of a run. */
export const outOf = (options: { out?: string }, { algorithm }: TrainingSettings) =>
  options.out ?? join('runs', algorithm);
