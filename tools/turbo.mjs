// Runs turbo with its telemetry switched off, on every platform; where it is told to be silent, says that it works.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const turbo = createRequire(import.meta.url).resolve('turbo/bin/turbo');
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
if (process.argv.includes('--output-logs=errors-only')) {
  console.log(
    'Building what has changed: some minutes the first time, and nothing is printed meanwhile.',
  );
}
const { status } = spawnSync(process.execPath, [turbo, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
});
process.exit(status ?? 1);
