// Type-checks and runs every ```ts block of the READMEs and every JSDoc @example, on the cpu backend.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { transform } from 'esbuild';
import { makeScratch } from './scratch.mjs';
import { here, publicPackages, root, run } from './workspace.mjs';

const out = join(here, '.out');

export async function checkExamples() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const examples = collect();
  for (const example of examples) writeFileSync(example.file, `${example.code}\nexport {};\n`);
  await typecheck();
  await Promise.all(examples.map(compile));
  const scratch = mkdtempSync(join(tmpdir(), 'ikat-examples-'));
  try {
    await makeScratch(scratch);
    const runner = join(here, 'run-examples.mjs');
    await run(process.execPath, [runner, out, scratch], { maxBuffer: 2 ** 26 });
  } catch (error) {
    throw new Error(error.stdout + error.stderr);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return `${examples.length} examples`;
}

/** Every example: where it stands, its code, and the file that it is written to. */
function collect() {
  const readmes = [join(root, 'README.md'), ...packageFiles((name) => name === 'README.md')];
  const sources = packageFiles((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return [
    ...readmes.flatMap((file) => blocks(file, readFileSync(file, 'utf8'))),
    ...sources.flatMap((file) => blocks(file, jsDocExamples(readFileSync(file, 'utf8')))),
  ];
}

function packageFiles(wanted) {
  return publicPackages()
    .flatMap(({ folder }) => [
      ...readdirSync(folder).map((name) => join(folder, name)),
      ...readdirSync(join(folder, 'src'), { recursive: true }).map((name) =>
        join(folder, 'src', name),
      ),
    ])
    .filter((file) => wanted(basename(file)));
}

function jsDocExamples(source) {
  const comments = source.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments
    .filter((comment) => comment.includes('@example'))
    .map((comment) => comment.slice(comment.indexOf('@example')).replace(/^ *\* ?/gm, ''))
    .join('\n');
}

function blocks(file, text) {
  const place = relative(root, file);
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code], index) => ({
    code: `// ${place}\n${code}`,
    file: join(out, `${place.replace(/[^A-Za-z0-9]+/g, '-')}-${index + 1}.ts`),
  }));
}

async function typecheck() {
  const config = { extends: '@ikat/config/tsconfig.json', include: ['*.ts'] };
  writeFileSync(join(out, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [tsc, '-p', out]).catch((error) => {
    throw new Error(error.stdout);
  });
}

/** `console.log(x); // text` becomes a check that exactly `text` is printed. */
async function compile({ code, file }) {
  const checked = code.replace(
    /^(\s*)console\.log\((.*)\); \/\/ (.*)$/gm,
    (_, indent, value, text) => `${indent}globalThis.expectLog(${JSON.stringify(text)}, ${value});`,
  );
  const { code: compiled } = await transform(checked, { loader: 'ts', format: 'esm' });
  writeFileSync(file.replace(/\.ts$/, '.mjs'), compiled);
}
