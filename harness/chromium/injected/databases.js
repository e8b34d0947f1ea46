// @ts-check
/**
 * IndexedDB as a saved state has it. What is put back goes before all that the page asks of the same database: requests
 * to open one are served in their order (https://w3c.github.io/IndexedDB/#connection-queue).
 *
 * @typedef {{ name: string, keyPath?: string, keyPathArray?: string[] }} Keyed
 * @typedef {Keyed & { unique: boolean, multiEntry: boolean }} Index
 * @typedef {{ key?: any, value: any }} Row
 * @typedef {Keyed & { autoIncrement: boolean, indexes?: Index[], records: Row[] }} Store
 * @typedef {{ name: string, version: number, stores: Store[] }} Database
 */

const DATABASES = '__layerproof:databases';

/** Puts them back, once in a context. @param {string} origin @param {Database[]} databases */
function putBack(origin, databases) {
  if (window.origin !== origin || databases.length === 0) return;
  try {
    if (window.localStorage.getItem(DATABASES) !== null) return;
    window.localStorage.setItem(DATABASES, '1');
  } catch {
    // Blocked storage remembers nothing: then it is put back wherever it is missing.
  }
  for (const database of databases) {
    const asked = window.indexedDB.open(database.name, database.version);
    asked.onupgradeneeded = () => database.stores.forEach((it) => putStore(asked.result, it));
    asked.onsuccess = () => asked.result.close();
  }
}

/** @param {IDBDatabase} database @param {Store} told */
function putStore(database, told) {
  const keyPath = pathOf(told);
  const store = database.createObjectStore(told.name, { keyPath, autoIncrement: told.autoIncrement });
  for (const it of told.indexes ?? [])
    store.createIndex(it.name, pathOf(it) ?? '', { unique: it.unique, multiEntry: it.multiEntry });
  for (const { key, value } of told.records) keyPath === null ? store.put(value, key) : store.put(value);
}

/** @param {Keyed} it */
const pathOf = (it) => it.keyPathArray ?? it.keyPath ?? null;

/** What the page's origin keeps; `strange` names a store with something in it that is no JSON. */
async function keptDatabases() {
  const databases = [];
  for (const { name } of await window.indexedDB.databases()) {
    const database = await ended(window.indexedDB.open(name ?? ''));
    const stores = [];
    for (const it of database.objectStoreNames) {
      const store = await storeOf(database.transaction(it).objectStore(it));
      if (store === null) return { databases: [], strange: `${name}/${it}` };
      stores.push(store);
    }
    databases.push({ name, version: database.version, stores });
    database.close();
  }
  return { databases, strange: '' };
}

/** @param {IDBObjectStore} store @returns {Promise<Store | null>} */
async function storeOf(store) {
  const [keys, values] = await Promise.all([ended(store.getAllKeys()), ended(store.getAll())]);
  if (![...keys, ...values].every(isPlain)) return null;
  const inLine = store.keyPath !== null;
  const records = values.map((value, at) => (inLine ? { value } : { key: keys[at], value }));
  const indexes = [...store.indexNames].map((it) => {
    const { name, unique, multiEntry, keyPath } = store.index(it);
    return { name, unique, multiEntry, ...keyed(keyPath) };
  });
  return { name: store.name, autoIncrement: store.autoIncrement, ...keyed(store.keyPath), indexes, records };
}

/** @param {string | string[] | null} path */
const keyed = (path) => (Array.isArray(path) ? { keyPathArray: path } : path === null ? {} : { keyPath: path });

/** Whether JSON holds it without loss. @param {any} it @returns {boolean} */
function isPlain(it) {
  if (it === null || ['string', 'boolean'].includes(typeof it)) return true;
  if (typeof it === 'number') return Number.isFinite(it);
  if (typeof it !== 'object') return false;
  if (Array.isArray(it)) return it.every(isPlain);
  return Object.getPrototypeOf(it) === Object.prototype && Object.values(it).every(isPlain);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function ended(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
