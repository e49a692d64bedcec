#!/usr/bin/env node
import { runProgram } from './program.js';

// A reader that goes away, as in `ikat … | head -1`, must not end a run: it goes on in silence.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = 1;
  });
}
process.exitCode = await runProgram(process.argv.slice(2));
// Native backends and worker threads may keep the process alive: nothing is left to do.
process.stdout.write('', () => process.exit());
