// Keeps the studio's files, so that it works without a network after the first visit.

/** Name and hash of every file; the build writes them in. */
declare const __STUDIO_FILES__: Record<'now' | 'later', [name: string, hash: string][]>;

interface WorkerEvent extends Event {
  readonly request: Request;
  waitUntil(work: Promise<unknown>): void;
  respondWith(response: Promise<Response>): void;
}

interface ServiceWorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: string, listener: (event: WorkerEvent) => void): void;
}

const scope = self as unknown as ServiceWorkerScope;
const { now, later } = __STUDIO_FILES__;
const CACHE = 'ikat-studio';

/** A file under its hash: a file that has not changed is not fetched again. */
const keyOf = ([name, hash]: [string, string]) =>
  new URL(`${name}?kept=${hash}`, scope.registration.scope).href;
const files = [...now, ...later];
const keys = new Map(
  files.map((file) => [new URL(file[0], scope.registration.scope).href, keyOf(file)]),
);

async function keep(file: [string, string]): Promise<void> {
  const cache = await caches.open(CACHE);
  const key = keyOf(file);
  if (await cache.match(key)) return;
  const response = await fetch(new URL(file[0], scope.registration.scope), { cache: 'no-cache' });
  if (!response.ok) throw new Error(`service worker: expected ${file[0]}, got ${response.status}.`);
  await cache.put(key, response);
}

async function keepLater(): Promise<void> {
  for (const file of later) await keep(file).catch(() => undefined);
}

async function forgetOthers(): Promise<void> {
  const cache = await caches.open(CACHE);
  const known = new Set(keys.values());
  for (const request of await cache.keys()) {
    if (!known.has(request.url)) await cache.delete(request);
  }
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const page = url.pathname.endsWith('/') ? 'index.html' : '';
  const key = keys.get(url.origin + url.pathname + page);
  const kept = key && (await (await caches.open(CACHE)).match(key));
  return kept || fetch(request);
}

scope.addEventListener('install', (event) => {
  event.waitUntil(Promise.all(now.map(keep)).then(() => scope.skipWaiting()));
});
scope.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => scope.clients.claim()));
});
scope.addEventListener('message', (event) => event.waitUntil(keepLater()));
scope.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET' && event.request.url.startsWith(scope.registration.scope)) {
    event.respondWith(answer(event.request));
  }
});
