// The built studio on a port of this machine.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const dist = process.env.IKAT_STUDIO_DIST ?? join(import.meta.dirname, '../../apps/web/dist');

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};

/** Serves the folder of the build; throws when there is none. */
export async function serveStudio() {
  if (!existsSync(join(dist, 'index.html'))) {
    throw new Error(
      `serveStudio: expected the built studio in ${dist}, got nothing. Run pnpm studio:build.`,
    );
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://studio');
    const file = join(dist, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
    if (!file.startsWith(dist) || !existsSync(file) || !statSync(file).isFile()) {
      return response.writeHead(404).end();
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
