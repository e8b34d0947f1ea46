// @ts-check
/** On a page it registers itself as a worker; the worker keeps one runner, and serves it for ever. */

const SHELL = '/interview/shell';

if ('document' in globalThis) {
  void navigator.serviceWorker?.register(import.meta.url, { scope: '/', type: 'module' });
} else {
  work(/** @type {any} */ (globalThis));
}

/** @param {any} worker a ServiceWorkerGlobalScope, which the types of pages do not have */
function work(worker) {
  worker.addEventListener('install', (/** @type {any} */ event) => {
    void worker.skipWaiting();
    event.waitUntil(caches.open('shell').then((cache) => cache.add(SHELL)));
  });
  worker.addEventListener('activate', (/** @type {any} */ event) => {
    event.waitUntil(worker.clients.claim());
  });
  worker.addEventListener('fetch', (/** @type {any} */ event) => {
    const isRunner = new URL(event.request.url).pathname.startsWith('/interview/');
    if (event.request.mode === 'navigate' && isRunner) event.respondWith(kept(event.request));
  });
}

/** @param {Request} request */
const kept = async (request) => (await caches.match(SHELL)) ?? fetch(request);
