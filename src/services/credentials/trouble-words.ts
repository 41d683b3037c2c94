// The words of a vendor's trouble in findings, sentences without their full stop.
import type { NotAsked, TwilioTrouble, VendorTrouble } from '../../domain/vendor-trouble.ts';
import { vendors } from '../../domain/vendors.ts';

export function intercomWords(kind: VendorTrouble['kind']): string {
  return tell({ kind, vendor: 'intercom', code: '', told: null } as VendorTrouble);
}

export function twilioWords(trouble: TwilioTrouble): string {
  if (trouble.kind === 'asking') return 'Twilio has not answered yet';
  if (trouble.kind !== 'region') return tell(trouble.trouble);
  return `These credentials belong to Twilio's region ${trouble.region}, not to ${trouble.asked}`;
}

function tell(trouble: VendorTrouble): string {
  const { name } = vendors[trouble.vendor];
  switch (trouble.kind) {
    case 'credentials':
      return trouble.vendor === 'twilio'
        ? 'Twilio does not accept these credentials'
        : 'Intercom does not let Threadwire in';
    case 'suspended':
      return 'Twilio has suspended or closed this account';
    case 'busy':
      return `${name} is too busy for this account now`;
    case 'away':
      return `${name} did not answer`;
    case 'refused':
      return trouble.told?.meaning.replace(/\.$/, '') ?? `${name} refused this (${trouble.code})`;
    default:
      return `${name} does not let Threadwire do this`;
  }
}

export function notAskedWords(why: NotAsked): string {
  if (why.kind === 'asking') return `${vendors[why.vendor].name} has not answered yet`;
  return why.kind === 'not-at-hand' ? why.reason.kind : tell(why);
}
