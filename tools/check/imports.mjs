// Plain Node imports every entry, as ESM and as CJS, and both offer the same names.
import { entries, here, publicPackages, run } from './workspace.mjs';

export async function checkImports() {
  const paths = publicPackages()
    .filter(({ folder }) => folder.includes('/packages/'))
    .flatMap(entries);
  const esm = await names('module', paths);
  const cjs = await names('commonjs', paths);
  for (const path of paths) {
    if (esm[path].length === 0) throw new Error(`${path}: expected exports, got none.`);
    if (esm[path].join() !== cjs[path].join()) {
      throw new Error(`${path}: expected ESM and CJS to agree, got\n${esm[path]}\n${cjs[path]}`);
    }
  }
  return `${paths.length} entries`;
}

async function names(type, paths) {
  const load = type === 'module' ? '(p) => import(p)' : '(p) => require(p)';
  const program = `(async () => {
    const load = ${load};
    const found = {};
    for (const path of ${JSON.stringify(paths)}) {
      found[path] = Object.keys(await load(path)).filter((n) => n !== 'default' && n !== 'module.exports').sort();
    }
    process.stdout.write(JSON.stringify(found));
  })()`;
  const { stdout } = await run(process.execPath, [`--input-type=${type}`, '-e', program], {
    cwd: here,
  });
  return JSON.parse(stdout);
}
