import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, vi } from 'vitest';
import { runProgram } from './program.js';

/** What one run of the command gave. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs `ikat` in this process and catches what it prints. */
export async function ikat(...args: string[]): Promise<Ran> {
  const printed = { out: '', err: '' };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.out += text;
    return true;
  });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed.err += text;
    return true;
  });
  try {
    return { code: await runProgram(args), ...printed };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

/** A folder that is gone after the tests. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ikat-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a small picture of noise. */
export async function picture(file: string, size = 32): Promise<string> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const create = { width: size, height: size, channels: 3, background: 'white', noise } as const;
  await sharp({ create }).toFile(file);
  return file;
}
