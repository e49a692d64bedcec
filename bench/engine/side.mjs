// One side of the comparison: a process that is asked one thing at a time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';

/** Milliseconds of processor time that a process has used, in steps of 10; 0 where that is not told. */
function processorTime(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10; // of the user and of the system
}

/** Starts a process that says about itself in one line, and then answers a line with a line. */
export async function startSide([command, ...words], environment) {
  const child = spawn(command, words, {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (text) => {
    if (complaints.length < 8000) complaints += text;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'close');
  const answer = async () => {
    const { value, done } = await lines.next();
    if (!done) return JSON.parse(value);
    await ended;
    const reason = complaints.split('\n').find((text) => /^\w*Error\b/.test(text)) ?? 'no reason';
    throw new Error(`${basename(words[0])} ended before it answered: ${reason}\n${complaints}`);
  };
  return {
    about: await answer(),
    processorTime: () => processorTime(child.pid),
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    async stop() {
      child.stdin.end();
      const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(patience);
    },
  };
}
