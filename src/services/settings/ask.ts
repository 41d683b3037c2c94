// A vendor is asked for something that the page can do without.

/** What a vendor gave, or the sentence why it did not. */
export type Asked<Value> = { value: Value; problem: null } | { value: null; problem: string };

export async function ask<Value>(call: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { value: await call(), problem: null };
  } catch (error) {
    return { value: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Who looks wants to know how it is now, whatever was known before. */
export const live = { evenIfRefused: true };
