// The steps of setting up: what is done, what is to do, and what a vendor has not said yet.

import { fewNames } from '../../domain/notes/few-names.ts';
import { nationalForm } from '../../domain/numbers/phone-number.ts';
import type { SetUpStep } from '../../domain/settings-page.ts';
import { isDeliveryState } from '../../domain/texts/delivery.ts';
import { findMessage } from '../../store/texts/messages.ts';
import { faultOf } from '../../twilio/errors.ts';
import type { TwilioSeen } from '../account/look-at-twilio.ts';
import type { SettingsContext } from '../changes/change.ts';
import type { OpenWorkspace } from '../context.ts';
import type { IntercomTrouble } from '../doctor/find-intercom.ts';
import { allComeHere, namesOf } from '../numbers/read-numbers.ts';

/** How the text that was sent to try things out has fared; null when none was. */
export async function testOf(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
): Promise<{ isDone: boolean; words: string } | null> {
  const { testMessageId } = workspace;
  const message = testMessageId === null ? undefined : await findMessage(ctx.db, workspace.id, testMessageId);
  if (!message) return null;
  const to = nationalForm(message.address);
  if (message.state === 'delivered' || message.state === 'read') return { isDone: true, words: `Delivered to ${to}.` };
  if (message.errorCode !== null) {
    const { meaning, nextStep } = faultOf(message.errorCode);
    return { isDone: false, words: `The text to ${to} failed. ${meaning} ${nextStep}` };
  }
  const isUnderWay = message.state === 'pending' || isDeliveryState(message.state);
  return {
    isDone: false,
    words: isUnderWay ? `On its way to ${to}. Reload this page in a moment.` : `The text to ${to} was not sent.`,
  };
}

export function stepsOf(
  ctx: SettingsContext,
  workspace: OpenWorkspace,
  seen: {
    trouble: IntercomTrouble | null;
    twilio: TwilioSeen;
    test: { isDone: boolean; words: string } | null;
    isPinned: boolean;
  },
): SetUpStep[] {
  const { trouble, twilio, test, isPinned } = seen;
  const chosen = namesOf(workspace);
  const isSet = chosen.length > 0 && allComeHere(ctx, workspace, twilio);
  const isLockedOut = trouble?.kind === 'refused' || trouble?.kind === 'missing';
  const isAsked = twilio.trouble?.kind === 'asking';
  const account = workspace.twilioAccountName ?? workspace.twilioAccountSid;
  return [
    {
      id: 'intercom',
      title: 'Connect Intercom',
      isDone: !isLockedOut,
      words: isLockedOut
        ? `${trouble.words}. ${workspace.source === 'environment' ? 'Its token is the one in INTERCOM_ACCESS_TOKEN.' : 'Install it again.'}`
        : `Connected to ${workspace.name}.`,
    },
    {
      id: 'twilio',
      title: 'Connect Twilio',
      isDone: workspace.twilioLogin !== null && twilio.trouble === null,
      isAwaited: isAsked,
      words:
        workspace.twilioLogin === null
          ? account === null
            ? 'Enter the Account SID and the Auth Token from the Twilio Console.'
            : `Enter the Auth Token of ${account} again, or connect another account.`
          : twilio.trouble === null
            ? `Connected to ${account}.`
            : `${twilio.trouble.words}. ${twilio.trouble.next}`,
    },
    {
      id: 'numbers',
      title: 'Choose your numbers',
      isDone: chosen.length > 0,
      words: chosen.length === 0 ? 'Tick the numbers that customers text.' : fewNames(chosen, 10),
    },
    {
      id: 'webhooks',
      title: 'Let texts come here',
      isDone: isSet,
      isAwaited: isAsked,
      words: isAsked
        ? 'Twilio has not answered yet.'
        : isSet
          ? 'Twilio sends their texts here.'
          : 'Let Threadwire set the webhook at Twilio, or copy its address there yourself.',
    },
    {
      id: 'test',
      title: 'Send a text to your own phone',
      isDone: test?.isDone ?? false,
      words: test?.words ?? 'So that you see it arrive.',
    },
    {
      id: 'pin',
      title: 'Show the panel to your teammates',
      isDone: isPinned,
      words: isPinned
        ? 'The panel was opened in the inbox.'
        : 'Each opens a conversation in the Inbox, chooses Edit Apps in the details on the right, and pins Threadwire.',
    },
  ];
}
