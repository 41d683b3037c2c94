// How much of the first screen is shown, so that it is no taller than it may be.
import { heightOf, MOST_PX } from './canvas-height.ts';
import type { Component } from './canvas-kit.ts';

/** How much of each is shown; 1 or 0 for a thing that is either there or not. */
const everything = {
  texts: 3,
  warnings: 2,
  remedies: 3,
  allTexts: 1,
  nextStep: 1,
  facts: 1,
  /** The length of sentences: 0 where they are as short as they can be. */
  detail: 2,
  scheduled: 1,
  write: 1,
  /** 1: the words of texts may take two lines. */
  wide: 1,
  /** 1: the customer's local time says how it is known. */
  source: 1,
  /** 1: the offer to merge two contacts. */
  merge: 1,
  /** 1: the way to the settings, for those who change them. */
  settings: 1,
};
export type Plan = Record<keyof typeof everything, number>;

/** Things given up, one after the other, until the rest fits: those that are one click away come first. */
const savings: readonly (keyof Plan)[] = [
  'settings',
  'source',
  'wide',
  'merge',
  'texts',
  'remedies',
  'texts',
  'nextStep',
  'allTexts',
  'facts',
  'warnings',
  'remedies',
  'detail',
  'warnings',
  'write',
  'remedies',
  'detail',
  'scheduled',
];

/** The richest that fits; the barest where none does. */
export function fitting(draw: (plan: Plan) => Component[]): Component[] {
  const fits = (plan: Plan) => heightOf(draw(plan)) <= MOST_PX;
  let plan: Plan = everything;
  const saved: (keyof Plan)[] = [];
  for (const name of savings) {
    if (fits(plan)) break;
    plan = { ...plan, [name]: plan[name] - 1 };
    saved.unshift(name);
  }
  // A thing was given up in vain where something larger had to go after it: it comes back.
  for (const name of saved) {
    const richer = { ...plan, [name]: plan[name] + 1 };
    if (fits(richer)) plan = richer;
  }
  return draw(plan);
}
