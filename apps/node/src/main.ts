#!/usr/bin/env node
import { runProgram } from './program.js';

process.exitCode = await runProgram(process.argv.slice(2));
// Native backends and worker threads may keep the process alive: nothing is left to do.
process.stdout.write('', () => process.exit());
