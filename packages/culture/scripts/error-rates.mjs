// Runs the simulations of error rates (`pnpm test:slow`) and prints what each of them found.
import { spawnSync } from 'node:child_process';

const ran = spawnSync('pnpm', ['test:slow', '--reporter=verbose'], {
  encoding: 'utf8',
  env: { ...process.env, NO_COLOR: '1' },
});
console.log('| simulation | found |');
console.log('| --- | --- |');
let name = '';
for (const line of ran.stdout.split('\n')) {
  const title = /^stdout \| (?:\S+) > (.*)$/.exec(line)?.[1];
  if (title !== undefined) name = title;
  else if (name !== '' && line.trim() !== '' && !/^\s*[✓×]/.test(line))
    console.log(`| ${name.replaceAll('|', '/')} | ${line.trim()} |`);
  else name = '';
}
process.exit(ran.status ?? 1);
