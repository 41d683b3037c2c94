// Findings that are alike become one: nobody reads three thousand of them.
import type { Finding } from '../../domain/doctor/finding.ts';

/** So many of a kind are told one by one. */
const MOST_ALIKE = 20;

/** In their order; what many have in common stands where the first one stood, with all the numbers that it is about. */
export function gather(findings: readonly Finding[]): Finding[] {
  const alike = Map.groupBy(findings, ({ severity, cause, fix, stops }) =>
    JSON.stringify([severity, cause, fix, stops]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length <= MOST_ALIKE) return group;
    const senders = group.flatMap((finding) => finding.senders ?? []);
    const title = `${first.title}, and the same is true of ${group.length - 1} more`;
    return [{ ...first, ...(first.senders ? { senders } : {}), title } as Finding];
  });
}
