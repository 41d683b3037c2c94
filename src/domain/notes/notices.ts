// Why the gate is closed, for screens that do not tell it in the words of words/gate.ts yet.
import { type Address, nationalForm } from '../numbers/phone-number.ts';
import { isUnknownSender } from '../numbers/unknown-sender.ts';
import type { Refusal } from '../texts/refusal.ts';

export function describeAddress(address: Address): string {
  if (isUnknownSender(address.value)) return 'The unknown sender';
  return address.kind === 'phone' && address.phone !== null ? nationalForm(address.phone) : address.value;
}

/** Why the gate is closed, as a sentence. */
export function refusalReason(refusal: Refusal, customer: string, sender: string): string {
  const reasons: Record<Refusal, string> = {
    'opted-out': `${customer} has opted out of texts from ${sender}. Only they can change that, by texting START to that number.`,
    'opted-out-by-hand': `${customer} was opted out of texts by hand. The SMS panel shows by whom, and resumes them.`,
    'not-answerable': `${customer} is not a phone number that can be texted.`,
    'no-sender': 'This workspace has no number to text from. An admin can add one in the Threadwire settings.',
    'own-number': `${customer} is one of this workspace's own numbers.`,
    'nothing-to-text':
      'It holds no words: pictures and files are not texted. Write a sentence or paste a link to the file.',
  };
  return reasons[refusal];
}
