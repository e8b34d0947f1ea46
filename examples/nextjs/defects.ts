/**
 * How a real team gets it wrong: the defects of defects.json, and of races.json those that only an order
 * of things shows. EXAMPLE_DEFECT switches one on.
 * Read from the environment on the server, and in the browser from the page.
 */

import type defects from './defects.json';
import type races from './races.json';

export type Defect = keyof typeof defects | keyof typeof races;

/** Whether the defect is switched on; the same answer on the server and in the browser. */
export function isOn(defect: Defect): boolean {
  const given =
    typeof document === 'undefined'
      ? process.env.EXAMPLE_DEFECT
      : document.documentElement.dataset.defect;
  return given === defect;
}
