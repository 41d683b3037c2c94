// The panel where there is nothing to show: a workspace that is not set up, or a service that cannot look it up.
import type { PanelMemory } from '../../domain/panel.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { awayHints } from '../../words/panel/hints.ts';
import { button, type Canvas, canvas, outsideLink, text, textarea } from './canvas-kit.ts';

export function renderUnknownWorkspace(installUrl: string): Canvas {
  return canvas(
    [
      text(awayHints.notSetUp, 'muted', { tight: true }),
      text(awayHints.setUp, 'muted'),
      ...outsideLink('Set up texting', 'install', installUrl),
      button('Try again', { do: 'refresh' }, 'link'),
    ],
    { nonce: null, draft: null },
  );
}

/** The draft stands in a field, so that it comes back with the next click even where nothing can be kept. */
export function renderUnavailable(memory: PanelMemory): Canvas {
  const typed = memory.draft?.body ?? '';
  const hasDraft = !isBlank(typed);
  return canvas(
    [
      text(awayHints.unavailable, 'muted'),
      ...(hasDraft ? [textarea('body', { label: awayHints.keptText, value: typed })] : []),
      button('Try again', { do: 'refresh' }, 'link'),
    ],
    memory,
  );
}
