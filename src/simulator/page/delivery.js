// The delivery of a reply's text, in words beside its bubble.
import { html } from 'htm/preact';
import { icons } from './icons.js';

const WORDS = {
  waiting: 'Waiting to be handed to Twilio',
  'not-texted': 'Not texted: a note says why',
  queued: 'Queued at Twilio',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  undelivered: 'Not delivered',
  failed: 'Failed',
};

const SIGNS = {
  waiting: icons.clock,
  queued: icons.clock,
  sent: icons.tick,
  delivered: icons.ticks,
  read: icons.ticks,
};

// https://www.twilio.com/docs/api/errors
const REASONS = {
  30003: 'phone unreachable',
  30004: 'blocked',
  30005: 'number out of service',
  30006: 'landline',
  30007: 'filtered as spam',
  30008: 'unknown reason',
};

/** `{ state, texts, errorCode }` as one line, such as `Not delivered · landline (30006) · 2 texts`. */
export function deliveryInWords({ state, texts, errorCode }) {
  const reason = errorCode === null ? null : REASONS[errorCode];
  const code = errorCode === null ? null : reason ? `${reason} (${errorCode})` : `error ${errorCode}`;
  return [WORDS[state] ?? state, code, texts > 1 ? `${texts} texts` : null].filter(Boolean).join(' · ');
}

export function isBad({ state }) {
  return state === 'undelivered' || state === 'failed' || state === 'not-texted';
}

export function Delivery({ delivery }) {
  return html`
    <span class="delivery" data-testid="message-state" data-state=${delivery.state} title="Drawn by the demo: in Intercom the panel says so.">
      ${SIGNS[delivery.state] ?? icons.alert} ${deliveryInWords(delivery)}
    </span>
  `;
}
