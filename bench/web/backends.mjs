// Which backends this browser has, and what they run on.
import { openPage, prepare } from './open-page.mjs';

const names = ['wasm', 'webgl', 'webgpu'];

/** What each backend says of itself, or why it does not start. */
export async function findBackends(studio) {
  const page = await openPage(studio, '#/about');
  await prepare(page);
  const found = [];
  for (const name of names) found.push({ name, ...(await startOne(page, name)) });
  await page.context().close();
  return found;
}

const startOne = (page, backend) =>
  page.evaluate(
    (name) =>
      globalThis
        .askStudio({ backend: name, method: 'startBackend' })
        .then(({ device, version, graphics }) => ({ device, version, graphics }))
        .catch(({ message }) => ({ missing: message })),
    backend,
  );
