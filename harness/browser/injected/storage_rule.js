// @ts-check
/**
 * What a condition wants of the storage: seeds, a full quota, and an entry that is gone, wrong, or seen late.
 *
 * The entry's rule acts where the runner is: before the first use of storage on the runner's path the entry is really
 * changed, so that every other way of looking at it agrees. A starter that reads back what it wrote is left alone.
 */

/**
 * @param {Probe} probe @param {Storage} real @param {ReturnType<typeof rawStorage>} raw
 */
function entryRule(probe, real, raw) {
  let applied = '';
  let reads = 0;
  let writes = 0;
  /** @type {Set<string>} */
  let known = new Set();
  probe.eachDocument(() => forget(''));

  /** @param {string} path */
  function forget(path) {
    applied = path;
    reads = 0;
    writes = 0;
    known = new Set();
  }

  /** @param {string} key */
  const isLate = (key) =>
    reads < probe.config.storage.late_reads && !known.has(key) && isRunners(probe, key);

  return {
    isLate,
    apply() {
      if (applied === here()) return;
      forget(here());
      for (const entry of runnerEntries(probe, real, raw)) changeEntry(probe.config.storage, entry, real, raw);
    },
    /** @param {string} key @returns {boolean} whether this read does not see the entry yet */
    countRead(key) {
      if (!isLate(key)) return false;
      reads += 1;
      return true;
    },
    /** @param {string} key @returns {boolean} whether this write comes to nothing */
    countWrite(key) {
      const lost = writes < probe.config.storage.lost_writes && roleOf(probe, key) === 'entry';
      if (lost) writes += 1;
      return lost;
    },
    /** @param {string} key */
    written: (key) => void known.add(key),
  };
}

/** What of the address may hold the runner's id. */
const here = () => location.pathname + location.search + location.hash;

/** The id of the runner on this page; null elsewhere. @param {Probe} probe @returns {string | null} */
function runnerId(probe) {
  const { runner_pattern: pattern } = probe.config;
  const raw = pattern === '' ? undefined : new RegExp(pattern).exec(here())?.[1];
  return raw === undefined ? null : decoded(raw);
}

/** Whether the runner on this page looks for that entry. @param {Probe} probe @param {string} key @returns {boolean} */
function isRunners(probe, key) {
  const id = runnerId(probe);
  if (id === null) return false;
  return probe.config.entry_has_own_id ? roleOf(probe, key) === 'entry' : key === entryKey(probe, id);
}

/**
 * The entries that the runner on this page may look for: one, or all that are there where its id does not tell which.
 * @param {Probe} probe @param {Storage} real @param {ReturnType<typeof rawStorage>} raw @returns {{id: string, key: string}[]}
 */
function runnerEntries(probe, real, raw) {
  const id = runnerId(probe);
  if (id === null) return [];
  if (!probe.config.entry_has_own_id) return [{ id, key: entryKey(probe, id) }];
  return raw.keys(real).filter((key) => roleOf(probe, key) === 'entry').map((key) => ({ id, key }));
}

/** @param {Probe} probe @param {string} id */
const entryKey = (probe, id) => probe.config.entry_key.split('{id}').join(id);

/** @param {string} text @returns {string} */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {any} rule @param {{id: string, key: string}} entry @param {Storage} real @param {ReturnType<typeof rawStorage>} raw */
function changeEntry(rule, entry, real, raw) {
  if (rule.entry === 'as-is') return;
  const next = rule.entry === 'empty' ? null : changedText(rule, entry.id, raw.get(real, entry.key));
  try {
    if (next === null) raw.remove(real, entry.key);
    else raw.set(real, entry.key, next);
  } catch {
    raw.remove(real, entry.key); // no room for the changed entry: it is gone instead
  }
}

/** @param {any} rule @param {string} id @param {string | null} present @returns {string | null} */
function changedText(rule, id, present) {
  const prepared = rule.entry_text === null ? null : rule.entry_text.split('{id}').join(id);
  if (rule.entry === 'text') return prepared;
  const base = present ?? prepared;
  if (base === null) return null;
  try {
    const value = JSON.parse(base);
    rule.entry_edits.forEach((/** @type {any} */ edit) => editAt(value, edit.path.split('.'), edit));
    return natives.stringify(value);
  } catch {
    return base;
  }
}

/** @param {any} value @param {string[]} path @param {{remove: boolean, value: unknown}} edit */
function editAt(value, path, edit) {
  const [name, ...rest] = path;
  if (typeof value !== 'object' || value === null || name === undefined) return;
  if (rest.length > 0) editAt(value[name], rest, edit);
  else if (edit.remove) delete value[name];
  else value[name] = edit.value;
}

/** Writes the seeds and fills the quota, each once per context and origin. @param {Probe} probe @param {Storage} real @param {ReturnType<typeof rawStorage>} raw */
function prepareOrigin(probe, real, raw) {
  const { seed_storage: seeds, seed_origin: home, seed_mark: mark, storage } = probe.config;
  const isHome = home === '' || home === window.origin;
  const done = (raw.get(real, SEEDED) ?? '').split(' ');
  if (isHome && mark !== '' && !done.includes(mark)) {
    for (const [key, value] of Object.entries(seeds)) raw.set(real, key, value);
    raw.set(real, SEEDED, [...done, mark].join(' ').trim());
  }
  const filled = `full:${storage.access}`;
  if (storage.access !== 'full' || done.includes(filled)) return;
  raw.set(real, SEEDED, [...done, mark, filled].join(' ').trim());
  fill(real, raw);
}

/**
 * Fills the storage to its last character: with parts that are halved until none fits, the last of which then grows.
 * @param {Storage} real @param {ReturnType<typeof rawStorage>} raw
 */
function fill(real, raw) {
  /** @param {number} part @param {number} length */
  const fits = (part, length) => {
    try {
      raw.set(real, `${FILLED}${part}`, 'x'.repeat(length));
      return true;
    } catch {
      return false;
    }
  };
  let [part, last] = [0, 0];
  for (let length = 2 ** 22; length >= 1; length /= 2) {
    while (fits(part, length)) [part, last] = [part + 1, length];
  }
  while (part > 0 && fits(part - 1, last + 1)) last += 1;
}

/** @param {Probe} probe @param {string} key @returns {'entry' | 'reader' | 'auth' | 'other'} */
function roleOf(probe, key) {
  const { entry_pattern: pattern, reader_key: reader, auth_keys: auth } = probe.config;
  if (pattern !== '' && new RegExp(pattern).test(key)) return 'entry';
  if (key === reader) return 'reader';
  return auth.some((/** @type {string} */ pattern) => fits(pattern, key)) ? 'auth' : 'other';
}

/** @param {string} pattern `*` is anything @param {string} key */
function fits(pattern, key) {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(key);
}
