// The sections of replies and of the pause: what of a conversation is texted, and whether anything is.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { counted } from '../../domain/settings-facts.ts';
import type { SettingsPage } from '../../domain/settings-page.ts';
import { problemLine } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { doButton, facts, form, saveButton, section } from '../page/pieces.ts';
import { tickField } from './choices.ts';

export function repliesSection(page: SettingsPage): VNode {
  const { botReplies, outboundFirst } = page.replies;
  const frame = { lead: 'A teammate’s reply to a text is always texted. The rest is a choice.' };
  if (!page.mayChange) {
    const rows = [
      ['What bots and AI agents say', botReplies === 'always' ? 'is texted' : 'is not texted'],
      ['A conversation that a teammate starts', outboundFirst ? 'is texted' : 'is not texted'],
    ] as const;
    return section(page, 'replies', frame, facts(rows));
  }
  const state = formState(page, 'replies');
  const bots = state.value('bot_replies', botReplies);
  const radio = (value: string, label: string, hint?: string) =>
    tickField({
      type: 'radio',
      id: `replies-bots-${value}`,
      name: 'bot_replies',
      value,
      isTicked: bots === value,
      label,
      ...(hint ? { hint } : {}),
    });
  const content = html`
    <fieldset aria-describedby=${state.problem('bot_replies') === null ? undefined : 'replies-bots-problem'}>
      <legend>What bots and AI agents say in a conversation with texts</legend>
      ${radio('never', 'Is not texted')} ${radio('always', 'Is texted', 'Each of their messages costs a text.')}
    </fieldset>
    ${problemLine('replies-bots-problem', state.problem('bot_replies'))}
    ${tickField({
      id: 'replies-outbound',
      name: 'outbound_first',
      value: 'on',
      isTicked: state.isTicked('outbound_first', 'on', outboundFirst),
      label: 'Text a conversation that a teammate starts',
      hint: 'When a teammate writes first, to a contact with a phone number, it goes out as a text.',
    })}
    ${problemLine('replies-outbound-problem', state.problem('outbound_first'))}
    <p class="actions">${saveButton()}</p>
  `;
  return section(page, 'replies', frame, form(page, 'replies', content, { state }));
}

export function pauseSection(page: SettingsPage): VNode {
  const { isPaused } = page;
  const now = `${isPaused ? 'Texts are paused' : 'Texts are being sent'}. While paused, texts from customers still come into conversations. What you send waits until you resume; what has waited for ${counted(page.threading.holdAfterHours, 'hour')} is not sent any more, and a note says so.`;
  const pill = isPaused ? ({ tone: 'warn', words: 'Paused' } as const) : ({ tone: 'good', words: 'Sending' } as const);
  const button = isPaused ? doButton('resume', 'Send texts again') : doButton('pause', 'Pause sending', 'secondary');
  return section(page, 'pause', { pill, lead: now }, page.mayChange ? form(page, 'pause', button) : null);
}
