// A customer's consent: since when, how it came about, and the button that changes it.
import { type ConsentState, isByHand } from '../../domain/consent/consent.ts';
import type { ConsentScreen } from '../../domain/panel.ts';
import { buttonLabels } from '../../words/buttons.ts';
import { consentWords } from '../../words/panel/consent.ts';
import { consentHints, startHint } from '../../words/panel/hints.ts';
import { shorten } from '../plain-text.ts';
import { evidenceLine } from '../trace-lines.ts';
import { button, type Canvas, type Component, canvas, input, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { phone, readerOf } from './formats.ts';
import { back } from './pieces.ts';

export function renderConsent(state: ConsentScreen): Canvas {
  const { consent, address } = state;
  const title = consent.optedOut ? `${phone(address)} is opted out` : `${phone(address)} may be texted`;
  return canvas(
    [
      ...flash(state),
      text(title, 'header'),
      ...(consent.optedOut || consent.at !== null ? [text(consentWords(told(consent), readerOf(state)))] : []),
      ...proofs(state),
      ...(consent.optedOut ? undoing(state) : doing(state)),
      back(),
    ],
    state.memory,
  );
}

function proofs(state: ConsentScreen): Component[] {
  const { evidence } = state;
  if (evidence.length === 0) return [];
  const lines = evidence.map((one) => evidenceLine(one, readerOf(state)));
  const last = lines.length - 1;
  return [
    text({ bold: 'Evidence' }, 'paragraph', { tight: true }),
    ...lines.map((line, index) => text(line, 'muted', { tight: index < last })),
  ];
}

/** Names and reasons in a length that a sentence holds. */
export function told(consent: ConsentState): ConsentState {
  return {
    ...consent,
    byName: consent.byName ? shorten(consent.byName, 40) : null,
    reason: consent.reason ? shorten(consent.reason, 120) : null,
  };
}

function doing({ reason }: ConsentScreen): Component[] {
  return [
    text(consentHints.effect, 'muted'),
    input('reason', { label: 'Reason', placeholder: consentHints.placeholder, value: reason }),
    button('Opt this number out', { do: 'opt-out' }, 'secondary'),
  ];
}

function undoing({ consent, sender }: ConsentScreen): Component[] {
  if (isByHand(consent.source)) return [button(buttonLabels.resume, { do: 'resume' }, 'secondary')];
  return [text(startHint(sender === null ? null : phone(sender)), 'muted')];
}
