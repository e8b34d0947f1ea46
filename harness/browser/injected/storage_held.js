// @ts-check
/**
 * What a tab writes is seen by its own pages at once, and by other tabs one write after the other, as a gate lets each
 * through: between processes a browser promises no more (HTML, "Web storage": no mutex is asked for).
 *
 *     write ─▶ kept here, oldest first ─▶ the gate `storage.visible` opens ─▶ the real storage, and its event elsewhere
 *
 * Who leaves the page takes nothing along: all that is kept is written at once, so that the next page of the tab has it.
 */

const VISIBLE = 'storage.visible';

/** @param {Probe} probe @param {Storage} real @param {ReturnType<typeof rawStorage>} raw @returns {ReturnType<typeof rawStorage>} */
function heldStorage(probe, real, raw) {
  /** @type {{key: string, value: string | null}[]} */
  let kept = [];
  let asks = false;
  let leaves = false;
  probe.eachDocument(() => void (leaves = false));
  probe.listen(() => window, 'pagehide', () => {
    leaves = true;
    while (kept.length > 0) release();
  });

  /** @param {{key: string, value: string | null}} it */
  const write = ({ key, value }) => (value === null ? raw.remove(real, key) : raw.set(real, key, value));

  function release() {
    const [it] = kept;
    if (it === undefined) return;
    kept = kept.slice(1);
    const detail = { key: it.key, role: roleOf(probe, it.key) };
    try {
      write(it);
      void probe.push('ok', VISIBLE, detail);
    } catch (error) {
      void probe.push('fail', VISIBLE, { ...detail, threw: said(error) });
    }
  }

  async function ask() {
    if (asks) return;
    asks = true;
    while (kept.length > 0) {
      await /** @type {any} */ (window)[probe.config.gate_binding](VISIBLE);
      release();
    }
    asks = false;
  }

  /** @param {string} key @param {string | null} value */
  function keep(key, value) {
    if (leaves || key.startsWith(RESERVED)) return write({ key, value });
    kept = [...kept, { key, value }];
    void ask();
  }

  /** The newest that is kept of a key. @param {string} key */
  const newest = (key) => kept.filter((it) => it.key === key).pop();

  return {
    isKept: (name) => newest(name) !== undefined,
    get: (it, name) => (newest(name) ?? { value: raw.get(it, name) }).value,
    set: (_, name, value) => keep(name, value),
    remove: (_, name) => keep(name, null),
    keys(it) {
      const names = new Set([...raw.keys(it), ...kept.map(({ key }) => key)]);
      return [...names].filter((name) => this.get(it, name) !== null);
    },
  };
}
