// The SMS panel as a canvas: one screen for every state that it can be in.
import type { PanelState } from '../../domain/panel.ts';
import { renderUnavailable, renderUnknownWorkspace } from './away.ts';
import type { Canvas } from './canvas-kit.ts';
import { renderSenders, renderTemplates } from './choices.ts';
import { renderConsent } from './consent.ts';
import { renderHome } from './home.ts';
import { renderConfirm, renderLater } from './later.ts';
import { renderMerge } from './merge.ts';
import { renderNumber } from './number.ts';
import { renderScheduled } from './scheduled.ts';
import { renderSignature } from './signature.ts';
import { renderText } from './text.ts';
import { renderTexts } from './texts.ts';
import { renderWrite } from './write.ts';

export function renderPanel(state: PanelState): Canvas {
  switch (state.screen) {
    case 'unknown-workspace':
      return renderUnknownWorkspace(state.installUrl);
    case 'unavailable':
      return renderUnavailable(state.memory);
    case 'home':
      return renderHome(state);
    case 'texts':
      return renderTexts(state);
    case 'text':
      return renderText(state);
    case 'write':
      return renderWrite(state);
    case 'templates':
      return renderTemplates(state);
    case 'senders':
      return renderSenders(state);
    case 'number':
      return renderNumber(state);
    case 'consent':
      return renderConsent(state);
    case 'merge':
      return renderMerge(state);
    case 'signature':
      return renderSignature(state);
    case 'later':
      return renderLater(state);
    case 'confirm':
      return renderConfirm(state);
    case 'scheduled':
      return renderScheduled(state);
  }
}
