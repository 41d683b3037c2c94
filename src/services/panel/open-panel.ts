// The panel: the screen of a conversation that is opened, and the verb of each click.
import { installPath } from '../../domain/install-path.ts';
import type { PanelMemory, PanelState } from '../../domain/panel.ts';
import type { PanelAction, PanelInput } from '../../domain/panel-action.ts';
import { sendersScreen, templatesScreen, useNumber, useSender, useTemplate, useTypedNumber } from './choice-screens.ts';
import { consentScreen, optOut, optOutBy, resumeAutomaticTexts, resumeTexts } from './consent-screen.ts';
import { homeScreen } from './home-screen.ts';
import { choosePreset, chooseTime, chooseTyped, laterScreen, scheduleAt } from './later-screens.ts';
import { merge, mergeScreen } from './merge-screen.ts';
import { numberScreen } from './number-screen.ts';
import {
  draftOf,
  emptyDraft,
  newRequest,
  type PanelContext,
  type PanelQuestion,
  type PanelRequest,
  withDraft,
  withProblem,
} from './panel-request.ts';
import { cancelText, editScheduled, openScheduled, scheduledList, undoCancel } from './scheduled-screens.ts';
import { openFailed, send, sendFailedAgain, sendWaiting, settleAsArrived } from './send-actions.ts';
import { keepSignature, signatureScreen } from './signature-screen.ts';
import { textScreen, textsScreen } from './text-screens.ts';
import { simplified, writeScreen } from './write-screen.ts';

export interface PanelClick {
  /** Null: the click is none of ours, or comes from an earlier version of the panel. */
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
  return answer(ctx, question, click.memory, click.input, (request) => doAction(request, click.action));
}

async function answer(
  ctx: PanelContext,
  question: PanelQuestion,
  memory: PanelMemory,
  input: PanelInput,
  show: (request: PanelRequest) => Promise<PanelState> | PanelState,
): Promise<PanelState> {
  const { workspaceId } = question;
  const kept = keepTyped(memory, input);
  try {
    const workspace = await ctx.workspaces.find(workspaceId);
    if (!workspace)
      return { screen: 'unknown-workspace', installUrl: `${ctx.publicUrl}${installPath(question.region)}` };
    return await show(newRequest(ctx, workspace, question, kept, input));
  } catch (error) {
    ctx.log.error({ err: error, workspaceId }, 'the panel cannot be shown');
    return { screen: 'unavailable', memory: kept };
  }
}

/** The words in a field are newer than the kept ones. */
function keepTyped(memory: PanelMemory, input: PanelInput): PanelMemory {
  const { body, attach, sender, saveNumber } = input;
  if ([body, attach, sender, saveNumber].every((typed) => typed === undefined)) return memory;
  const draft = memory.draft ?? emptyDraft;
  return {
    ...memory,
    draft: {
      ...draft,
      ...(body === undefined ? {} : { body }),
      ...(attach === undefined ? {} : { attach }),
      ...(sender === undefined ? {} : { sender }),
      ...(saveNumber === undefined ? {} : { saveNumber }),
    },
  };
}

function doAction(request: PanelRequest, action: PanelAction | null): Promise<PanelState> | PanelState {
  if (action === null) return homeScreen(withProblem(request, { kind: 'panel-outdated' }));
  switch (action.do) {
    case 'home':
    case 'refresh':
      return homeScreen(request);
    case 'texts':
      return textsScreen(request, action.olderThan);
    case 'open-text':
      return textScreen(request, action.id);
    case 'write':
      return writeScreen(withDraft(request, draftOf(request)));
    case 'check':
      return writeScreen(request, { check: true });
    case 'simplify':
      return simplified(request);
    case 'send':
      return send(request);
    case 'templates':
      return templatesScreen(request, action.page);
    case 'search-templates':
      return templatesScreen(request, 1);
    case 'use-template':
      return useTemplate(request, action.id);
    case 'senders':
      return sendersScreen(request, action.page);
    case 'search-senders':
      return sendersScreen(request, 1);
    case 'use-sender':
      return useSender(request, action.address);
    case 'number':
      return numberScreen(request);
    case 'use-number':
      return useNumber(request, action.address);
    case 'use-typed-number':
      return useTypedNumber(request);
    case 'again':
      return sendFailedAgain(request, action.id);
    case 'arrived':
      return settleAsArrived(request, action.id);
    case 'send-now':
      return sendWaiting(request, action.id);
    case 'edit-failed':
      return openFailed(request, action.id, 'words');
    case 'another-number':
      return openFailed(request, action.id, 'sender');
    case 'fix-number':
      return openFailed(request, action.id, 'number');
    case 'later':
      return laterScreen(request);
    case 'schedule':
      return choosePreset(request, action.preset);
    case 'schedule-typed':
      return chooseTyped(request);
    case 'choose-time':
      return chooseTime(request, action.at);
    case 'schedule-at':
      return scheduleAt(request, action.at);
    case 'scheduled':
      return scheduledList(request);
    case 'open-scheduled':
      return openScheduled(request, action.id);
    case 'edit-scheduled':
      return editScheduled(request, action.id);
    case 'cancel-scheduled':
      return cancelText(request, action.id);
    case 'merge':
      return mergeScreen(request, action);
    case 'merge-now':
      return merge(request, action);
    case 'signature':
      return signatureScreen(request);
    case 'save-signature':
      return keepSignature(request);
    case 'undo-cancel':
      return undoCancel(request, action.id);
    case 'consent':
      return consentScreen(request);
    case 'opt-out':
      return optOut(request);
    case 'opt-out-by':
      return optOutBy(request, action.id);
    case 'resume':
      return resumeTexts(request);
    case 'resume-automatic':
      return resumeAutomaticTexts(request);
  }
}
