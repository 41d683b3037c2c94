// A vendor is asked for something that the page can do without.
import { wordsOf } from './vendor-trouble.ts';

/** What a vendor gave, or in words why it did not. */
export type Asked<Value> = { value: Value; problem: null } | { value: null; problem: string };

export async function ask<Value>(call: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { value: await call(), problem: null };
  } catch (error) {
    return { value: null, problem: wordsOf(error) };
  }
}
