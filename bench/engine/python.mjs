// Finds a Python that has PyTorch, and an OpenBLAS for it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const hasTorch = (python) =>
  spawnSync(python, ['-c', 'import torch, numpy'], { stdio: 'ignore' }).status === 0;

/** The first of the path that can import torch, or the one that is wanted; undefined if none can. */
export function findPython(wanted) {
  const candidates = wanted
    ? [wanted]
    : process.env.PATH.split(delimiter)
        .map((folder) => join(folder, 'python3'))
        .filter(existsSync);
  return candidates.find(hasTorch);
}

/** Debian's OpenBLAS, which its PyTorch uses only if it is told to; undefined elsewhere. */
export function findOpenBlas(root = '/usr/lib') {
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .map((machine) => join(root, machine, 'openblas-pthread'))
    .find((folder) => existsSync(join(folder, 'libblas.so.3')));
}
