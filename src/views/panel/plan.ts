// How much of the first screen is shown, so that it is no taller than it may be.
import { heightOf, MOST_PX } from './canvas-height.ts';
import type { Component } from './canvas-kit.ts';

/** How much of everything is shown; of what is either there or not, 1 or 0. */
const everything = {
  texts: 3,
  warnings: 2,
  remedies: 3,
  allTexts: 1,
  nextStep: 1,
  facts: 1,
  /** Of sentences: 0 where they are as short as they can be. */
  detail: 2,
  scheduled: 1,
  write: 1,
};
export type Plan = Record<keyof typeof everything, number>;

/** What is given up, one after the other, until the rest fits: first what is one click away. */
const savings: readonly (keyof Plan)[] = [
  'texts',
  'remedies',
  'texts',
  'allTexts',
  'facts',
  'nextStep',
  'warnings',
  'remedies',
  'detail',
  'scheduled',
  'warnings',
  'write',
  'remedies',
  'detail',
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
  // What was given up in vain, because something larger had to go after it, comes back.
  for (const name of saved) {
    const richer = { ...plan, [name]: plan[name] + 1 };
    if (fits(richer)) plan = richer;
  }
  return draw(plan);
}
