// Works out the steps of setting up: which are done, which are open, and which wait for a vendor's answer.
import type { SetUpState, SetUpStep, TestState } from '../../domain/settings/set-up.ts';
import { isDeliveryState } from '../../domain/texts/delivery.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { faultOf } from '../../twilio/errors.ts';
import type { TwilioSeen } from '../account/look-at-twilio.ts';
import type { SettingsContext } from '../changes/change.ts';
import type { OpenWorkspace } from '../context.ts';
import type { IntercomTrouble } from '../doctor/find-intercom.ts';
import { allComeHere, chosenOf } from '../numbers/read-numbers.ts';

/** Looks up how far the text has come that was sent to try the set-up out. */
export async function testOf(ctx: SettingsContext, workspace: OpenWorkspace): Promise<TestState> {
  const { testMessageId } = workspace;
  const message = testMessageId === null ? undefined : await findMessage(ctx.db, workspace.id, testMessageId);
  if (!message) return { kind: 'test-missing' };
  const { address: to, state, errorCode } = message;
  if (state === 'delivered' || state === 'read') return { kind: 'test-delivered', to };
  if (errorCode !== null) return { kind: 'test-failed', to, fault: faultOf(errorCode) };
  const isUnderWay = state === 'pending' || isDeliveryState(state);
  return { kind: isUnderWay ? 'test-under-way' : 'test-not-sent', to };
}

export function stepsOf(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  seen: { trouble: IntercomTrouble | null; twilio: TwilioSeen; test: TestState; isPinned: boolean },
): SetUpStep[] {
  const { trouble, twilio, test, isPinned } = seen;
  const names = chosenOf(workspace);
  const isSet = names.length > 0 && allComeHere(ctx, workspace, twilio);
  const isAwaited = twilio.trouble?.kind === 'asking';
  const account = accountState(workspace, twilio);
  const intercom = intercomState(workspace, trouble);
  return [
    { id: 'intercom', isDone: intercom.kind === 'intercom-connected', state: intercom },
    { id: 'twilio', isDone: account.kind === 'twilio-connected', isAwaited, state: account },
    {
      id: 'numbers',
      isDone: names.length > 0,
      state: names.length > 0 ? { kind: 'numbers-chosen', names } : { kind: 'numbers-missing' },
    },
    {
      id: 'webhooks',
      isDone: isSet,
      isAwaited,
      state: { kind: isAwaited ? 'webhooks-asked' : isSet ? 'webhooks-set' : 'webhooks-missing' },
    },
    { id: 'test', isDone: test.kind === 'test-delivered', state: test },
    { id: 'pin', isDone: isPinned, state: { kind: isPinned ? 'panel-opened' : 'panel-new' } },
  ];
}

function intercomState({ name, source }: OpenWorkspace, trouble: IntercomTrouble | null): SetUpState {
  const isLockedOut = trouble?.kind === 'refused' || trouble?.kind === 'missing';
  if (!isLockedOut) return { kind: 'intercom-connected', workspace: name };
  const reason = trouble.kind === 'missing' ? (trouble.reason ?? null) : null;
  return { kind: 'intercom-locked-out', isPrivate: source === 'environment', reason };
}

function accountState(workspace: OpenWorkspace, { trouble }: TwilioSeen): SetUpState {
  const account = workspace.twilioAccountName ?? workspace.twilioAccountSid;
  if (workspace.twilioLogin === null) return { kind: 'twilio-missing', account };
  if (trouble !== null) return { kind: 'twilio-trouble', trouble };
  return { kind: 'twilio-connected', account: account ?? '' };
}
