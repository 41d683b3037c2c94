// The panel: what it shows when a conversation is opened, and what each click in it does.
import { installPath } from '../../domain/install-path.ts';
import type { PanelMemory, PanelState } from '../../domain/panel.ts';
import type { PanelAction, PanelInput } from '../../domain/panel-action.ts';
import { sendersScreen, templatesScreen, useNumber, useSender, useTemplate, useTypedNumber } from './choice-screens.ts';
import { consentScreen, optOut, optOutBy, resume } from './consent-screen.ts';
import { homeScreen } from './home-screen.ts';
import {
  cancel,
  editScheduled,
  laterScreen,
  schedule,
  scheduleAt,
  scheduledScreen,
  scheduleTyped,
} from './later-screens.ts';
import { numberScreen } from './number-screen.ts';
import {
  type Desk,
  draftOf,
  emptyDraft,
  newDesk,
  type PanelContext,
  type PanelQuestion,
  say,
  withDraft,
} from './panel-request.ts';
import { again, arrived, rewrite, send } from './send-actions.ts';
import { textScreen, textsScreen } from './text-screens.ts';
import { simplified, writeScreen } from './write-screen.ts';

export interface PanelClick {
  /** Null: what was clicked is none of ours, or of an earlier version of the panel. */
  action: PanelAction | null;
  input: PanelInput;
  memory: PanelMemory;
}

const nothing: PanelMemory = { nonce: null, draft: null };

/** Changes nothing, and has an answer in every state: Intercom shows no error page worth reading. */
export function openPanel(ctx: PanelContext, question: PanelQuestion): Promise<PanelState> {
  return answer(ctx, question, nothing, {}, homeScreen);
}

export function clickPanel(ctx: PanelContext, question: PanelQuestion, click: PanelClick): Promise<PanelState> {
  return answer(ctx, question, click.memory, click.input, (desk) => act(desk, click.action));
}

async function answer(
  ctx: PanelContext,
  question: PanelQuestion,
  memory: PanelMemory,
  input: PanelInput,
  show: (desk: Desk) => Promise<PanelState> | PanelState,
): Promise<PanelState> {
  const { workspaceId } = question;
  const kept = keepTyped(memory, input);
  try {
    const workspace = await ctx.workspaces.find(workspaceId);
    if (!workspace)
      return { screen: 'unknown-workspace', installUrl: `${ctx.publicUrl}${installPath(question.region)}` };
    return await show(newDesk(ctx, workspace, question, kept, input));
  } catch (error) {
    ctx.log.error({ err: error, workspaceId }, 'the panel cannot be shown');
    return { screen: 'unavailable', memory: kept };
  }
}

/** What stands in a field is newer than what was kept. */
function keepTyped(memory: PanelMemory, input: PanelInput): PanelMemory {
  const { body, sender } = input;
  if (body === undefined && sender === undefined) return memory;
  const draft = memory.draft ?? emptyDraft;
  return {
    ...memory,
    draft: { ...draft, ...(body === undefined ? {} : { body }), ...(sender === undefined ? {} : { sender }) },
  };
}

function act(desk: Desk, action: PanelAction | null): Promise<PanelState> | PanelState {
  if (action === null)
    return homeScreen(say(desk, 'problem', 'The panel has changed since it was opened. This is its current state.'));
  switch (action.do) {
    case 'home':
    case 'refresh':
      return homeScreen(desk);
    case 'texts':
      return textsScreen(desk, action.olderThan);
    case 'open-text':
      return textScreen(desk, action.id);
    case 'write':
      return writeScreen(withDraft(desk, draftOf(desk)));
    case 'check':
      return writeScreen(desk, { check: true });
    case 'simplify':
      return simplified(desk);
    case 'send':
      return send(desk);
    case 'templates':
      return templatesScreen(desk, action.page);
    case 'search-templates':
      return templatesScreen(desk, 1);
    case 'use-template':
      return useTemplate(desk, action.id);
    case 'senders':
      return sendersScreen(desk, action.page);
    case 'search-senders':
      return sendersScreen(desk, 1);
    case 'use-sender':
      return useSender(desk, action.address);
    case 'number':
      return numberScreen(desk);
    case 'use-number':
      return useNumber(desk, action.address);
    case 'use-typed-number':
      return useTypedNumber(desk);
    case 'again':
      return again(desk, action.id);
    case 'arrived':
      return arrived(desk, action.id);
    case 'edit-failed':
      return rewrite(desk, action.id, 'words');
    case 'another-number':
      return rewrite(desk, action.id, 'sender');
    case 'fix-number':
      return rewrite(desk, action.id, 'number');
    case 'later':
      return laterScreen(desk);
    case 'schedule':
      return schedule(desk, action.preset);
    case 'schedule-typed':
      return scheduleTyped(desk);
    case 'schedule-at':
      return scheduleAt(desk, action.at);
    case 'scheduled':
      return scheduledScreen(desk, null);
    case 'open-scheduled':
      return scheduledScreen(desk, action.id);
    case 'edit-scheduled':
      return editScheduled(desk, action.id);
    case 'cancel-scheduled':
      return cancel(desk, action.id);
    case 'consent':
      return consentScreen(desk);
    case 'opt-out':
      return optOut(desk);
    case 'opt-out-by':
      return optOutBy(desk, action.id);
    case 'resume':
      return resume(desk);
  }
}
