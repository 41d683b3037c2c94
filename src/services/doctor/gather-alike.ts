// Gathers findings that are alike into one: nobody reads three thousand of them.
import type { Finding } from '../../domain/doctor/finding.ts';

/** Up to this many alike are told one by one. */
const MOST_ALIKE = 20;

/** Keeps the order. One finding stands for all that differ only in the number or service, and has all their senders. */
export function gatherAlike(findings: readonly Finding[]): Finding[] {
  const alike = Map.groupBy(findings, ({ senders: _, found, ...rest }) =>
    JSON.stringify([rest, { ...found, of: null }]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= MOST_ALIKE) return group;
    const senders = group.flatMap((finding) => finding.senders ?? []);
    const found = { ...first.found, alike: group.length - 1 };
    return [{ ...first, ...(first.senders ? { senders } : {}), found } as Finding];
  });
}
