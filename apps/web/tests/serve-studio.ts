import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the built studio. */
export const dist =
  process.env.IKAT_STUDIO_DIST ?? fileURLToPath(new URL('../dist', import.meta.url));

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};

/** Serves the built studio under a path of its own, as a project page would. */
export async function serveStudio(): Promise<{ address: string; close: () => void }> {
  // The page's policy does not hold in its worker; a header does.
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/
    .exec(readFileSync(join(dist, 'index.html'), 'utf8'))?.[1]
    ?.replaceAll('&#39;', "'");
  if (!policy) throw new Error('serveStudio: expected a policy in index.html, got none.');
  const server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://studio').pathname.replace(/^\/under\/a\/path/, '');
    const name = path === '/' ? '/index.html' : path;
    try {
      const bytes = readFileSync(join(dist, name));
      const type = types[extname(name)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/under/a/path/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
