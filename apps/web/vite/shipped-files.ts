import { createReadStream, existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { sampleFiles } from './sample-files.js';
import { zooFiles } from './zoo-files.js';

/** What lies beside the page: a path, and a file on the disk or a text. */
export type ShippedFile = readonly [path: string, content: { file: string } | { text: string }];

/** Puts the sample pictures and the models of the zoo beside the page, in the build and in dev. */
export function shippedFiles(): Plugin {
  const files = new Map<string, ShippedFile[1]>();
  return {
    name: 'studio-shipped-files',
    buildStart() {
      files.clear();
      for (const [path, content] of [...sampleFiles(), ...zooFiles()]) files.set(path, content);
    },
    generateBundle() {
      for (const [fileName, content] of files) {
        const source = 'text' in content ? content.text : readFileSync(content.file);
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
    configureServer: (server) => {
      server.middlewares.use(
        (request, response, next) => serve(files, request, response) || next(),
      );
    },
  };
}

function serve(
  files: ReadonlyMap<string, ShippedFile[1]>,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const content = files.get(decodeURIComponent((request.url ?? '').split('?')[0]!.slice(1)));
  if (content === undefined) return false;
  if ('text' in content) response.end(content.text);
  else if (existsSync(content.file)) createReadStream(content.file).pipe(response);
  return true;
}
