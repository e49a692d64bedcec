// Where Chromium is: one place for every test that needs a browser.
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

/**
 * The path of Chromium: `IKAT_CHROMIUM`, or where Debian has it. Root in CI installs it.
 *
 * @returns {string}
 */
export function findChromium() {
  const path = process.env.IKAT_CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(path)) return path;
  if (process.env.CI && process.getuid?.() === 0) {
    const options = {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', ...packages],
      options,
    );
    if (existsSync(path)) return path;
  }
  throw new Error(
    `findChromium: expected Chromium at ${path}, got nothing. Install it (Debian: apt-get install ${packages.join(' ')}), or set IKAT_CHROMIUM to its path.`,
  );
}
