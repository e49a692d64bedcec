// Runs the built command of this clone; says what to do when there is none.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const command = new URL('../apps/node/dist/main.js', import.meta.url);
if (existsSync(fileURLToPath(command))) {
  await import(command.href);
} else {
  process.stderr.write(
    'ikat: expected the built command, got none yet. Run pnpm install and pnpm build once, or pnpm demo.\n',
  );
  process.exitCode = 1;
}
