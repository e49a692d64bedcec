import { NO_GROUP } from './session.js';

// What a name of a plan would be taken for, in the design, the page, or the analysis.
const SYSTEMS: Readonly<Record<string, string>> = {
  real: 'the photograph itself in practice and catch trials',
  noise: 'the noise of catch trials',
  content: 'the folder of the photographs',
  works: 'the folder of the works to be recognised',
};
const GROUPS: Readonly<Record<string, string>> = { [NO_GROUP]: 'those who are in none' };
const KEYS = ['__proto__', 'constructor', 'prototype'];

/** Why a name cannot be used in a list of a plan; nothing where it can. */
export function reservedName(list: string, id: string): string | undefined {
  const meant = { systems: SYSTEMS, groups: GROUPS }[list] ?? {};
  if (KEYS.includes(id))
    return `expected another name than '${id}' in "${list}": no table holds it.`;
  if (!Object.hasOwn(meant, id)) return undefined;
  return `expected another name than '${id}' in "${list}", which means ${meant[id]}.`;
}
