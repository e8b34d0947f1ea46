/**
 * How a real team gets it wrong: the defects of defects.json, one of which EXAMPLE_DEFECT switches on.
 * Read from the environment on the server, and in the browser from the page.
 */

import type defects from './defects.json';

export type Defect = keyof typeof defects;

/** Whether the defect is switched on; the same answer on the server and in the browser. */
export function isOn(defect: Defect): boolean {
  const given =
    typeof document === 'undefined'
      ? process.env.EXAMPLE_DEFECT
      : document.documentElement.dataset.defect;
  return given === defect;
}
