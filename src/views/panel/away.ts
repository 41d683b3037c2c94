// The panel where there is nothing to show: a workspace that is not set up, or a service that cannot look it up.
import type { PanelMemory } from '../../domain/panel.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { button, type Canvas, canvas, outsideLink, text, textarea } from './canvas-kit.ts';

export function renderUnknownWorkspace(installUrl: string): Canvas {
  return canvas(
    [
      text('Texting is not set up for this workspace yet.', 'muted', { tight: true }),
      text('An admin can connect Twilio, choose the numbers, and texts appear here.', 'muted'),
      ...outsideLink('Set up texting', 'install', installUrl),
      button('Try again', { do: 'refresh' }, 'link'),
    ],
    { nonce: null, draft: null },
  );
}

/** What was typed stands in a field, so that it comes back with the next click even where nothing can be kept. */
export function renderUnavailable(memory: PanelMemory): Canvas {
  const typed = memory.draft?.body ?? '';
  const hasDraft = !isBlank(typed);
  return canvas(
    [
      text('Texts cannot be shown or sent at the moment. Try again shortly.', 'muted'),
      ...(hasDraft ? [textarea('body', { label: 'Your text, kept for you', value: typed })] : []),
      button('Try again', { do: 'refresh' }, 'link'),
    ],
    memory,
  );
}
