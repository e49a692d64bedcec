import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's packages: the browser, and Mesa, which draws in software three times faster than it. */
const packages = ['chromium', 'libegl1', 'libgl1-mesa-dri'];

/** Flags of a headless Chromium that has WebGL and WebGPU in software and asks nobody anything. */
export const chromiumArguments = [
  '--no-sandbox',
  '--use-angle=gl-egl',
  '--ignore-gpu-blocklist',
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
];

/** The path of Chromium: `IKAT_CHROMIUM`, or where Debian has it. Root in CI installs it. */
export function findChromium(): string {
  const path = process.env.IKAT_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(path) && process.env.CI && process.getuid?.() === 0) install();
  if (existsSync(path)) return path;
  throw new Error(
    `findChromium: expected Chromium at ${path}, got nothing. Install it (Debian: apt-get install ${packages.join(' ')}), or set IKAT_CHROMIUM to its path.`,
  );
}

function install(): void {
  const run = (...parts: string[]) =>
    execFileSync('apt-get', [...parts, '-qq'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  run('update');
  run('install', '-y', '--no-install-recommends', ...packages);
}
