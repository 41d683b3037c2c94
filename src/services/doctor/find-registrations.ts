// Finds our numbers whose texts US carriers block because nobody registered them, before a text fails.
import type { Finding } from '../../domain/doctor/finding.ts';
import type { BlockedState } from '../../domain/doctor/found/registrations.ts';
import { isBlocked, schemeOf } from '../../domain/numbers/registration.ts';
import { unregisteredCodes } from '../../twilio/errors.ts';
import { twilioPages } from '../../twilio/pages.ts';
import type { OpenWorkspace } from '../context.ts';
import type { Registrations } from '../numbers/read-registrations.ts';
import { linkTo } from './fixes.ts';

/** One finding for all numbers of the same state. Where Twilio does not tell, nothing is found. */
export function registrationFindings(workspace: OpenWorkspace, registrations: Registrations): Finding[] {
  const ours = workspace.senders.flatMap((address) => {
    const told = registrations.get(address);
    return told === undefined || schemeOf(address) === null ? [] : [{ address, state: told.registration }];
  });
  if (ours.length > 0 && ours.every(({ state }) => state.kind === 'registered'))
    return [{ severity: 'fine', found: { check: 'registration', kind: 'all-registered' }, fix: null }];
  const blocked = ours.filter(({ state }) => isBlocked(state));
  const alike = Map.groupBy(blocked, ({ state }) => JSON.stringify(state));
  return [...alike.values()].flatMap((group) =>
    findingOf(
      group.map(({ address }) => address),
      group[0]?.state as BlockedState,
    ),
  );
}

function findingOf(senders: readonly string[], state: BlockedState): Finding[] {
  const [address = ''] = senders;
  const of = { address, more: senders.length - 1 };
  const common = { check: 'registration', of, state, code: unregisteredCodes[state.of] } as const;
  const stops = ['sending'] as const;
  // Only waiting ends a review.
  if (state.kind === 'in-review') {
    const fix = linkTo({ kind: 'see-registration' }, twilioPages.registrations);
    return [{ severity: 'warning', stops, senders, found: { ...common, kind: 'in-review' }, fix }];
  }
  const fix = linkTo({ kind: 'register-at-twilio' }, twilioPages.registrations);
  return [{ severity: 'broken', stops, senders, found: { ...common, kind: 'blocked' }, fix }];
}

/** Texts that were stopped tell the same of a number, and how many they were. */
export function withoutStopped(findings: readonly Finding[]): Finding[] {
  const codes = Object.values(unregisteredCodes);
  const stopped = new Set(
    findings.flatMap(({ found, senders = [] }) =>
      found.check === 'stopped' && found.kind === 'stopped' && codes.includes(found.fault.code) ? senders : [],
    ),
  );
  return findings.filter(
    ({ found, senders = [] }) =>
      found.check !== 'registration' || senders.length === 0 || !senders.every((sender) => stopped.has(sender)),
  );
}
