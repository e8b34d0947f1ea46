// @ts-check
/**
 * `window.localStorage` seen through a Proxy, so that `localStorage[key]` is seen too, and the rules that a condition
 * sets for it. Keys of the harness's own are hidden from the page, whichever way it looks.
 *
 *     page ── localStorage.getItem, Storage.prototype.getItem.call, localStorage[key], in, delete, Object.keys
 *              └─▶ seeds written, entry's rule applied ─▶ the real storage ─▶ message
 */

const RESERVED = '__layerproof:';
const SEEDED = `${RESERVED}seeds`;
const FILLED = `${RESERVED}filler`;

/** @param {Probe} probe */
function installStorage(probe) {
  const own = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(window, 'localStorage'));
  const real = realStorage(own);
  if (real !== null) {
    const raw = rawStorage();
    const shown = probe.config.gates.includes('storage.visible') ? heldStorage(probe, real, raw) : raw;
    const view = viewOf(probe, real, shown);
    const proxy = new Proxy(real, trapsOf(view, real));
    patchPrototype(view, raw, (it) => it === proxy || it === real, () => real, proxy);
    hideReserved(probe, real, proxy);
    probe.eachConfig(() => prepareOrigin(probe, real, raw));
    defineAccess(probe, own, () => proxy);
  } else defineAccess(probe, own, () => own.get?.call(window));
}

/** @param {PropertyDescriptor} own @returns {Storage | null} null where the browser itself blocks it */
function realStorage(own) {
  try {
    return own.get?.call(window) ?? null;
  } catch {
    return null;
  }
}

/** The browser's own methods, to be used past all rules. */
function rawStorage() {
  const { getItem, setItem, removeItem, key } = Storage.prototype;
  const length = /** @type {() => number} */ (Object.getOwnPropertyDescriptor(Storage.prototype, 'length')?.get);
  return {
    /** @param {Storage} it @param {string} name @returns {string | null} */
    get: (it, name) => getItem.call(it, name),
    /** @param {Storage} it @param {string} name @param {string} value */
    set: (it, name, value) => setItem.call(it, name, value),
    /** @param {Storage} it @param {string} name */
    remove: (it, name) => removeItem.call(it, name),
    /** @param {Storage} it @returns {string[]} */
    keys: (it) => Array.from({ length: length.call(it) }, (_, at) => /** @type {string} */ (key.call(it, at))),
    /** Whether what is there is not in the real storage yet. @param {string} _name @returns {boolean} */
    isKept: (_name) => false,
  };
}

/**
 * What the page sees of the storage; each function tells what it did.
 * @param {Probe} probe @param {Storage} real @param {ReturnType<typeof rawStorage>} raw
 */
function viewOf(probe, real, raw) {
  const rule = entryRule(probe, real, raw);
  /** @param {string} key @param {string | null} [value] */
  const detailOf = (key, value = null) => {
    const role = roleOf(probe, key);
    const isShown = value !== null && (role === 'entry' || role === 'reader');
    return { key, role, ...(isShown ? { value: cut(value, 65_536) } : {}) };
  };
  /** What a write or removal tells besides: whether other tabs see it. @param {string} key */
  const shownOf = (key) => (raw.isKept(key) ? { visible: false } : {});
  /** What stands there, where that is not in the real storage yet. @param {string} key */
  const keptOf = (key) => {
    if (!raw.isKept(key)) return null;
    const value = raw.get(real, key);
    return { own: value === null ? undefined : { value, writable: true, enumerable: true, configurable: true } };
  };
  /** @param {string} key */
  const isHidden = (key) => key.startsWith(RESERVED) || rule.isLate(key);
  /** @param {string} key */
  const refuse = (key) => {
    const isRefused = probe.config.storage.access === 'entries-throw' && roleOf(probe, key) === 'entry';
    if (isRefused) throw accessDenied('localStorage');
  };
  /** @param {string} what @param {{key: string}} detail @param {() => void} act */
  const tell = (what, detail, act) => {
    try {
      refuse(detail.key);
      act();
    } catch (error) {
      void probe.push('fail', what, { ...detail, threw: said(error) });
      throw error;
    }
    void probe.push('ok', what, { ...detail, ...shownOf(detail.key) });
  };
  /** @param {string} key */
  const refuseRead = (key) => {
    try {
      refuse(key);
    } catch (error) {
      void probe.push('info', 'storage.read', { ...detailOf(key), found: false, threw: said(error) });
      throw error;
    }
  };
  return {
    isHidden,
    keptOf,
    /** @param {string} key @returns {string | null} */
    read(key) {
      rule.apply();
      refuseRead(key);
      const value = key.startsWith(RESERVED) || rule.countRead(key) ? null : raw.get(real, key);
      void probe.push('info', 'storage.read', { ...detailOf(key, value), found: value !== null });
      return value;
    },
    /** @param {string} key @returns {boolean} */
    has(key) {
      rule.apply();
      refuseRead(key);
      const found = !isHidden(key) && raw.get(real, key) !== null;
      void probe.push('info', 'storage.read', { ...detailOf(key), found });
      return found;
    },
    /** @param {string} key @param {string} value */
    write(key, value) {
      rule.apply();
      if (key.startsWith(RESERVED)) return;
      if (rule.countWrite(key)) return void probe.push('ok', 'storage.write', detailOf(key, value));
      tell('storage.write', detailOf(key, value), () => raw.set(real, key, value));
      rule.written(key);
    },
    /** @param {string} key */
    remove(key) {
      rule.apply();
      if (!key.startsWith(RESERVED)) tell('storage.remove', detailOf(key), () => raw.remove(real, key));
    },
    clear() {
      rule.apply();
      const doomed = raw.keys(real).filter((key) => key !== SEEDED);
      tell('storage.remove', detailOf('*'), () => doomed.forEach((key) => raw.remove(real, key)));
    },
    /** @returns {string[]} */
    keys() {
      rule.apply();
      return raw.keys(real).filter((key) => !isHidden(key));
    },
  };
}

/** @typedef {ReturnType<typeof viewOf>} View */

/** @param {View} view @param {Storage} real @returns {ProxyHandler<Storage>} */
function trapsOf(view, real) {
  /** @param {string | symbol} name @returns {name is symbol} */
  const isForeign = (name) => typeof name === 'symbol';
  /** @param {string | symbol} name */
  const describe = (name) => {
    const kept = isForeign(name) ? null : view.keptOf(name);
    return kept === null ? Reflect.getOwnPropertyDescriptor(real, name) : kept.own;
  };
  return {
    get: (target, name, receiver) =>
      isForeign(name) || name in Storage.prototype
        ? Reflect.get(Storage.prototype, name, receiver) ?? Reflect.get(target, name)
        : view.read(name) ?? undefined,
    set(target, name, value) {
      if (isForeign(name)) return Reflect.set(target, name, value);
      view.write(name, `${value}`);
      return true;
    },
    deleteProperty(target, name) {
      if (isForeign(name)) return Reflect.deleteProperty(target, name);
      view.remove(name);
      return true;
    },
    has: (target, name) =>
      isForeign(name) || name in Storage.prototype ? Reflect.has(target, name) : view.has(name),
    ownKeys: (target) => [...view.keys(), ...Reflect.ownKeys(target).filter(isForeign)],
    getOwnPropertyDescriptor: (target, name) =>
      !isForeign(name) && view.isHidden(name) ? undefined : describe(name),
    defineProperty(target, name, attributes) {
      if (isForeign(name)) return Reflect.defineProperty(target, name, attributes);
      view.write(name, `${attributes.value}`);
      return true;
    },
  };
}

/**
 * Makes `Storage.prototype`'s methods take the Proxy, and see what is done past it.
 * @param {View} view @param {ReturnType<typeof rawStorage>} raw
 * @param {(it: unknown) => boolean} isLocal @param {() => Storage} real @param {Storage} proxy
 */
function patchPrototype(view, raw, isLocal, real, proxy) {
  /** @type {Record<string, {arity: number, run: (...args: any[]) => unknown}>} */
  const ours = {
    getItem: { arity: 1, run: (key) => view.read(`${key}`) },
    setItem: { arity: 2, run: (key, value) => view.write(`${key}`, `${value}`) },
    removeItem: { arity: 1, run: (key) => view.remove(`${key}`) },
    clear: { arity: 0, run: () => view.clear() },
    key: { arity: 1, run: (at) => view.keys()[Math.trunc(Number(at)) || 0] ?? null },
  };
  for (const [name, { arity, run }] of Object.entries(ours)) {
    const native = /** @type {any} */ (Storage.prototype)[name];
    replace(Storage.prototype, name, /** @this {Storage} */ function (/** @type {any[]} */ ...args) {
      if (isLocal(this) && args.length >= arity) return run(...args);
      return native.apply(this === proxy ? real() : this, args);
    });
  }
  const length = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(Storage.prototype, 'length'));
  Object.defineProperty(Storage.prototype, 'length', {
    ...length,
    get() {
      return isLocal(this) ? view.keys().length : length.get?.call(this);
    },
  });
}

/** Keeps the harness's own keys out of `storage` events. @param {Probe} probe @param {Storage} real @param {Storage} proxy */
function hideReserved(probe, real, proxy) {
  probe.listen(() => window, 'storage', (event) => {
    if (event.key?.startsWith(RESERVED)) event.stopImmediatePropagation();
  });
  const area = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(StorageEvent.prototype, 'storageArea'));
  Object.defineProperty(StorageEvent.prototype, 'storageArea', {
    ...area,
    get() {
      const it = area.get?.call(this);
      return it === real ? proxy : it;
    },
  });
}

/** What the browser throws where a person forbids storage to the site. @param {string} name */
function accessDenied(name) {
  const text = `Failed to read the '${name}' property from 'Window': Access is denied for this document.`;
  return new DOMException(text, 'SecurityError');
}

/** Whether the cookie is there that stands in for storage; no word of it where the app has none. @param {Probe} probe */
function spare(probe) {
  const name = probe.config.reader_cookie;
  if (name === '') return {};
  return { spare: document.cookie.split('; ').some((it) => it.startsWith(`${name}=`)) };
}

/** @param {Probe} probe @param {PropertyDescriptor} own @param {() => Storage} give */
function defineAccess(probe, own, give) {
  const session = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(window, 'sessionStorage'));
  guard('localStorage', own, give);
  guard('sessionStorage', session, () => session.get?.call(window));

  /** @param {string} name @param {PropertyDescriptor} present @param {() => Storage} allowed */
  function guard(name, present, allowed) {
    Object.defineProperty(window, name, {
      ...present,
      get() {
        try {
          if (probe.config.storage.access !== 'throws') return allowed();
          throw accessDenied(name);
        } catch (error) {
          if (name === 'localStorage') void probe.push('info', 'storage.read', { key: '*', role: 'other', found: false, threw: said(error), ...spare(probe) });
          throw error;
        }
      },
    });
  }
}
