// Draws how far the registration of a number with US carriers has come.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { ShownRegistration } from '../../domain/numbers/registration.ts';
import type { PageOf } from '../../domain/settings-page.ts';
import {
  registrationCause,
  registrationInWords,
  registrationLabel,
  registrationStep,
} from '../../words/registrations.ts';
import { type Pill, pill, written } from '../page/pieces.ts';
import { twilioLink } from './section.ts';

const LONGEST = 400;

export function registrationLine(page: PageOf<'numbers'>, shown: ShownRegistration): VNode {
  const words = registrationInWords(shown, { now: page.readAt, zone: page.workspace.timeZone });
  if (shown.kind !== 'told') return html`<p class="hint">${registrationLabel} ${words}</p>`;
  const { registration, code } = shown;
  const [cause, step] = [registrationCause(registration, code), registrationStep(registration)];
  const isOpen = registration.kind !== 'registered' && registration.kind !== 'unsaid';
  return html`<p class="hint">
    ${registrationLabel} ${registration.kind === 'unsaid' ? words : pill({ tone: tones[registration.kind], words })}
    ${cause === null ? null : html` ${written(cause, LONGEST)}`} ${step}
    ${isOpen ? html` ${twilioLink(page, isReview(shown) ? 'See it at Twilio' : 'Register at Twilio', 'registrations')}` : null}
  </p>`;
}

function isReview(shown: Extract<ShownRegistration, { kind: 'told' }>): boolean {
  return shown.registration.kind === 'in-review';
}

const tones: Readonly<Record<Extract<ShownRegistration, { kind: 'told' }>['registration']['kind'], Pill['tone']>> = {
  'in-review': 'warn',
  missing: 'bad',
  registered: 'good',
  rejected: 'bad',
  suspended: 'bad',
  unsaid: 'plain',
};
