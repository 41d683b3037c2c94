// The line that ends an agent's texts.
import type { SignatureScreen } from '../../domain/panel.ts';
import { signatureHints, usualSignature } from '../../words/panel/hints.ts';
import { shorten } from '../plain-text.ts';
import { button, type Canvas, canvas, input, text } from './canvas-kit.ts';
import { flash } from './flash.ts';
import { back } from './pieces.ts';

export function renderSignature(state: SignatureScreen): Canvas {
  const usual = state.usual === null ? null : shorten(state.usual, 60);
  return canvas(
    [
      ...flash(state),
      text('Your signature', 'header'),
      text(signatureHints.effect, 'muted'),
      input('signature', {
        label: 'Signature',
        placeholder: usual ?? signatureHints.placeholder,
        value: state.typed,
      }),
      text(usualSignature(usual), 'muted'),
      button('Save signature', { do: 'save-signature' }, 'primary'),
      back({ do: 'write' }),
    ],
    state.memory,
  );
}
