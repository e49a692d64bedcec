// Which backends this browser has, and what they run on.
import { openPage, prepare } from './open-page.mjs';

const names = ['wasm', 'webgl', 'webgpu'];

/** Milliseconds that a backend may take to start. */
const patience = 120_000;

/** What each backend says of itself, or why it does not start. */
export async function findBackends(studio, wanted = names) {
  const page = await openPage(studio, '#/about');
  await prepare(page);
  const found = [];
  for (const name of wanted) found.push({ name, ...(await startOne(page, name)) });
  await page.context().close();
  return found;
}

const startOne = (page, backend) =>
  page.evaluate(
    ([name, milliseconds]) => {
      const late = new Promise((_resolve, reject) => {
        const fail = () => reject(new Error(`No answer in ${milliseconds / 1000} s.`));
        setTimeout(fail, milliseconds);
      });
      return Promise.race([globalThis.askStudio({ backend: name, method: 'startBackend' }), late])
        .then(({ device, version, graphics }) => ({ device, version, graphics }))
        .catch(({ message }) => ({ missing: message }));
    },
    [backend, patience],
  );
