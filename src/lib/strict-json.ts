// Reads JSON of a caller who may mean harm: no name twice in an object, no deep nesting, no number that loses digits.
import jsonc from 'jsonc-parser';

/** Deeper than any call of ours, and shallow enough for every reader. */
const DEEPEST = 20;

/** The fault of a text that is JSON, and that two readers may read differently. */
export type JsonFault = 'duplicate-name' | 'nested-too-deep' | 'number-too-large';

class Found extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Throws a SyntaxError for a text that is no JSON. */
export function readStrictJson(text: string): { value: unknown } | { fault: JsonFault } {
  try {
    walk(text);
  } catch (error) {
    if (error instanceof Found) return { fault: error.fault };
    throw error;
  }
  return { value: JSON.parse(text) };
}

/** The walk stops at the first fault, so that no text is read deeper than we allow. */
function walk(text: string): void {
  const names: Set<string>[] = [];
  let depth = 0;
  const enter = () => {
    depth += 1;
    if (depth > DEEPEST) throw new Found('nested-too-deep');
  };
  jsonc.visit(text, {
    onObjectBegin() {
      enter();
      names.push(new Set());
    },
    onObjectProperty(name) {
      if (names.at(-1)?.has(name)) throw new Found('duplicate-name');
      names.at(-1)?.add(name);
    },
    onObjectEnd() {
      depth -= 1;
      names.pop();
    },
    onArrayBegin: enter,
    onArrayEnd() {
      depth -= 1;
    },
    onLiteralValue(value) {
      if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Found('number-too-large');
    },
  });
}
