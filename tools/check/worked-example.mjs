// Runs the commands of docs/cultural-difference.md and compares what they print, and every number in
// its text, with what stands there. With --write the page is renewed instead.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { samplesFolder } from '@ikat/samples';
import { root } from './workspace.mjs';

const page = join(root, 'docs', 'cultural-difference.md');
const command = join(root, 'apps', 'node', 'dist', 'main.js');

/** Compares the page with what its commands give; throws all that differs. */
export async function checkWorkedExample() {
  const text = readFileSync(page, 'utf8');
  const renewed = renewedPage(text);
  const stray = strayNumbers(text);
  const faults = [
    ...differences(withoutSpeed(text), withoutSpeed(renewed)),
    ...stray.map((line) => `expected numbers from commands alone, got: ${line}`),
  ];
  if (faults.length > 0)
    throw new Error(
      `docs/cultural-difference.md:\n${faults.join('\n')}\nRenew it: node tools/check/worked-example.mjs --write`,
    );
  return `${[...text.matchAll(number)].length} numbers, ${[...text.matchAll(block)].length} blocks of commands`;
}

const block = /```sh\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g;
// <!-- file path format -->value<!-- / -->
const number = /<!-- (\S+\.json) (\S+) (\S+) -->([\s\S]*?)<!-- \/ -->/g;

/** The page with the outputs of its commands and its numbers put in anew. */
function renewedPage(text) {
  const folder = mkdtempSync(join(tmpdir(), 'ikat-worked-'));
  try {
    symlinkSync(samplesFolder, join(folder, 'samples'), 'junction');
    const run = text.replace(block, (_, commands) => {
      const lines = commands.trim().split('\n');
      const printed = lines.map((line) => outputOf(line, folder)).join('');
      return `\`\`\`sh\n${commands}\`\`\`\n\n\`\`\`text\n${printed}\`\`\``;
    });
    return run.replace(number, (_, file, path, format) => {
      const value = valueAt(readJson(join(folder, file)), path);
      return `<!-- ${file} ${path} ${format} -->${formatted(value, format, `${file} ${path}`)}<!-- / -->`;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function outputOf(line, folder) {
  const [name, ...args] = line.split(' ');
  if (name !== 'ikat') throw new Error(`worked example: expected ikat commands, got ${line}.`);
  const ran = spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${line}\n${ran.stdout}${ran.stderr}`);
  const warnings = ran.stderr.split('\n').filter((text) => /^(warning|Note): /.test(text));
  const printed = ran.stdout
    .trimEnd()
    .split('\n')
    .filter((text) => !isProgress(text));
  return [...printed, ...warnings, ''].join('\n');
}

/** How far a command is, which depends on the machine. */
const isProgress = (text) => /^\w+: \d+\/\d+ /.test(text);

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** `a.0.name=x.b`: fields, places, and the first element of a list whose field has a value. */
function valueAt(data, path) {
  return path.split('.').reduce((value, step) => {
    const [field, wanted] = step.split('=');
    return wanted === undefined ? value?.[field] : value?.find((one) => one[field] === wanted);
  }, data);
}

function formatted(value, format, place) {
  if (typeof value !== 'number')
    throw new Error(`worked example: expected a number at ${place}, got ${value}.`);
  if (format === 'p') return value < 0.001 ? 'p < 0.001' : `p = ${value.toFixed(3)}`;
  if (format === 'points') return signed((100 * value).toFixed(1));
  if (format.startsWith('%')) return `${signed((100 * value).toFixed(Number(format.slice(1))))} %`;
  return signed(value.toFixed(Number(format)));
}

const signed = (text) => text.replace('-', '−');

/** How fast a machine is does not count. */
const withoutSpeed = (text) => text.replace(/[\d.]+(?= for each second of a core)/g, '…');

function differences(text, renewed) {
  const [old, fresh] = [text.split('\n'), renewed.split('\n')];
  const faults = [];
  for (let line = 0; line < Math.max(old.length, fresh.length); line++) {
    if (old[line] === fresh[line]) continue;
    faults.push(`line ${line + 1}: expected «${fresh[line]}», got «${old[line]}»`);
    if (old.length !== fresh.length) break; // What follows is only moved.
  }
  return faults;
}

/** Lines of prose with a digit that no command made. */
function strayNumbers(text) {
  return text
    .replace(/```[\s\S]*?```/g, '')
    .replace(number, '')
    .replace(/`[^`]*`|SHA-256|\]\([^)]*\)/g, '')
    .replace(/by 0\.5 in log-odds/, '')
    .split('\n')
    .filter((line) => /\d/.test(line));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--write')) {
    writeFileSync(page, renewedPage(readFileSync(page, 'utf8')));
    console.log(`wrote ${page}`);
  } else {
    console.log(await checkWorkedExample());
  }
}
