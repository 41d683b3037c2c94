// The SMS panel as a canvas: one screen for every state that it can be in.
import type { PanelState } from '../domain/panel.ts';
import type { Canvas } from './canvas-kit.ts';
import { renderUnavailable, renderUnknownWorkspace } from './panel-away.ts';
import { renderSenders, renderTemplates } from './panel-choices.ts';
import { renderConsent } from './panel-consent.ts';
import { renderHome } from './panel-home.ts';
import { renderLater, renderScheduled } from './panel-later.ts';
import { renderNumber } from './panel-number.ts';
import { renderText } from './panel-text.ts';
import { renderTexts } from './panel-texts.ts';
import { renderWrite } from './panel-write.ts';

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
    case 'later':
      return renderLater(state);
    case 'scheduled':
      return renderScheduled(state);
  }
}
