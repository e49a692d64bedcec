// Every relative link and picture in the documents leads to a file.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './workspace.mjs';

export function checkLinks() {
  const files = documents();
  const links = files.flatMap(linksOf);
  const broken = links.filter(({ from, to }) => !existsSync(join(dirname(from), to)));
  if (broken.length > 0) {
    const list = broken.map(({ from, to }) => `${relative(root, from)}: ${to}`).join('\n');
    throw new Error(`links: expected files, got nothing at\n${list}`);
  }
  return `${links.length} links in ${files.length} documents`;
}

function documents() {
  const packages = ['packages', 'apps', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  );
  const docs = readdirSync(join(root, 'docs'), { recursive: true }).map((name) =>
    join(root, 'docs', name),
  );
  const beside = [root, ...packages].flatMap((folder) =>
    existsSync(join(folder, 'package.json')) ? readdirSync(folder).map((n) => join(folder, n)) : [],
  );
  return [...beside, ...docs].filter((file) => file.endsWith('.md'));
}

/** The relative links of a document, outside of its code. */
function linksOf(from) {
  const text = readFileSync(from, 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)#\s]+)/g)]
    .map(([, to]) => ({ from, to: decodeURI(to) }))
    .filter(({ to }) => !/^[a-z]+:/.test(to));
}
