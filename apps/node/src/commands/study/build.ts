import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildStudy } from '@ikat/study/node';
import { Command } from 'commander';
import { commandOutput } from '../../output.js';
import { refuseExisting } from '../../refuse-existing.js';
import { readJson } from './read-json.js';

interface BuildOptions {
  design: string;
  out: string;
  language?: string[];
  json: boolean;
}

/** `ikat study build`: the folder that participants open. */
export function studyBuildCommand(): Command {
  return new Command('build')
    .description('Build the page of a study: one static folder for any web server, no third party.')
    .argument(
      '<pictures>',
      'a folder with content/<content>.jpg, <system>/<content>.jpg, works/<tradition>/<work>.jpg',
    )
    .requiredOption('--design <file>', 'the design of the study')
    .option('--out <folder>', 'the folder to write', 'study')
    .option(
      '--language <file>',
      'texts of one more language, such as ar.json (again for others)',
      collect,
    )
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      '\nAny web server can serve the folder; from disk, browsers may not run it. Answers stay in the\n' +
        'participant’s browser until they save them as a file and send it. Texts of the example plan that\n' +
        'nobody has replaced are refused. A link may choose the trials: index.html?session=<id>.\n\n' +
        'Examples:\n' +
        '  $ ikat study build outputs --design design.json --out site\n' +
        '  $ ikat study build outputs --design design.json --language ar.json',
    )
    .action(build);
}

const collect = (file: string, before: string[] = []): string[] => [...before, file];

async function build(pictures: string, options: BuildOptions): Promise<void> {
  const output = commandOutput(options);
  const { design, out } = options;
  refuseExisting('study build', out);
  const languages: Record<string, unknown> = {};
  for (const file of options.language ?? []) {
    languages[basename(file, extname(file))] = await readJson('study build', file);
  }
  const built = await buildStudy({ design, pictures, out, languages });
  const files = readdirSync(out).filter((name) => statSync(join(out, name)).isFile());
  const packed = await Promise.all(
    files.map(async (name) => gzipSync(await readFile(join(out, name))).length),
  );
  const bytes = packed.reduce((sum, size) => sum + size, 0);
  output.event('result', { ...built, out, gzipBytes: bytes });
  output.say(
    `${built.pictures} pictures, languages ${built.languages.join(', ')}; ${(bytes / 1000).toFixed(1)} kB (gzip) without pictures`,
  );
  output.say(`wrote ${join(out, 'index.html')}, design ${built.sha}`);
  output.say(
    `Browsers may not run the page from disk. Serve it: python3 -m http.server 8000 --directory ${out}, or any server of files; then open http://localhost:8000`,
  );
}
