// Leads a command of the settings to its verb, and refuses it where the facts of its form have changed since.

import type { MadeKey } from '../../domain/api-keys.ts';
import type { TriedSentence } from '../../domain/assist.ts';
import type { MadeEndpoint } from '../../domain/endpoints.ts';
import { AppError, VendorError } from '../../domain/errors.ts';
import type { SaveConflict } from '../../domain/page-frame.ts';
import type { TriedRule } from '../../domain/rules/rule-changes.ts';
import type { CommandOf, NumberPicks, Read, SettingsCommand } from '../../domain/settings/commands.ts';
import type { HistoryLine } from '../../domain/settings/history.ts';
import type { Saved } from '../../domain/settings/saved.ts';
import type { TemplatePreview } from '../../domain/settings/templates.ts';
import { findClick, findLastChange } from '../../store/workspaces/audit.ts';
import { findWorkspace } from '../../store/workspaces/workspaces.ts';
import { chooseSubaccount } from '../account/choose-subaccount.ts';
import { connectTwilio, disconnectTwilio } from '../account/connect-twilio.ts';
import { forgetNextToken, promoteAuthToken } from '../account/finish-rotation.ts';
import { lookAtTwilio, urlsOf } from '../account/look-at-twilio.ts';
import { readPricesNow } from '../account/read-prices.ts';
import { addSharedKey, removeSharedKey } from '../account/shared-keys.ts';
import { trySentence } from '../assist/try-sentence.ts';
import {
  ChangedMeanwhile,
  change,
  changesSinceSent,
  DoneAlready,
  type Editor,
  problem,
  type SettingsContext,
} from '../changes/change.ts';
import { nowOf } from '../context.ts';
import { vendorTrouble } from '../credentials/vendor-trouble.ts';
import { chooseNumbers } from '../numbers/choose-numbers.ts';
import { setWebhooks, undoWebhooks } from '../numbers/set-webhooks.ts';
import { releaseRefused } from '../refused/quarantine.ts';
import { endRule, makeRule, pauseRule, startRule } from '../rules/change-rules.ts';
import { tryRule } from '../rules/try-rule.ts';
import type { Acceptors } from '../texts/take-request.ts';
import { replayLately, tryEndpoint } from '../webhooks/act-on-page.ts';
import { makeEndpoint, removeEndpoint } from '../webhooks/change-endpoints.ts';
import { giveRole, handOnOwnership } from './give-role.ts';
import { endKey, makeKey } from './make-key.ts';
import { publishConnectors } from './publish-connectors.ts';
import { releaseHeldTexts } from './release-held.ts';
import { saveChoices } from './save-choices.ts';
import { sendTest } from './send-test.ts';
import { archiveTemplate, previewTemplate, saveTemplate } from './templates.ts';
import { unpublishConnectors } from './unpublish-connectors.ts';

export type Answered =
  | { kind: 'saved'; saved: Saved }
  | { kind: 'conflict'; conflict: SaveConflict }
  /** Null: the page makes it of what was typed. */
  | { kind: 'preview'; preview: TemplatePreview | null }
  /** The answer alone has the key. */
  | { kind: 'key'; made: MadeKey }
  /** The answer alone has the secret. */
  | { kind: 'endpoint'; made: MadeEndpoint }
  | { kind: 'tried'; tried: TriedRule }
  | { kind: 'sentence'; tried: TriedSentence };

const byEnvironment = problem({ kind: 'set-by-environment' });

/**
 * `read` is the command, or the problems of the form. A conflict is told before problems: a form that comes back carries
 * the present values, and would hide the conflict.
 */
export async function submitSettings(
  ctx: SettingsContext,
  editor: Editor,
  read: Read,
  acceptors: Acceptors,
): Promise<Answered> {
  const earlier = await earlierOf(ctx, editor);
  if (earlier !== undefined && !isResumable(read)) return doneAlready(earlier);
  const answered = await attempt(ctx, { ...editor, isResumed: earlier !== undefined }, read, acceptors);
  // This request did something, wholly or in part.
  const isDone =
    answered.kind === 'preview' ||
    answered.kind === 'key' ||
    answered.kind === 'endpoint' ||
    answered.kind === 'tried' ||
    answered.kind === 'sentence' ||
    (answered.kind === 'saved' && isAnyDone(answered.saved));
  // Another request of the same click was faster, and left nothing to do.
  const meanwhile = isDone ? undefined : await earlierOf(ctx, editor);
  if (meanwhile === undefined) return answered;
  return isResumable(read) ? attempt(ctx, { ...editor, isResumed: true }, read, acceptors) : doneAlready(meanwhile);
}

function isAnyDone(saved: Saved): boolean {
  return saved.ok || saved.done !== undefined;
}

/** The line of the history that the same click has made before. */
async function earlierOf(ctx: SettingsContext, { workspace, click }: Editor): Promise<HistoryLine | undefined> {
  return click ? findClick(ctx.db, workspace.id, click) : undefined;
}

function doneAlready(line: HistoryLine): Answered {
  return { kind: 'saved', saved: { ok: true, done: [{ kind: 'done-already', line }] } };
}

/** True for a click whose second step may be missing, and harmless to repeat. */
function isResumable(read: Read): boolean {
  return 'command' in read && read.command.do === 'choose-numbers' && read.command.setsWebhooks;
}

/** `isResumed`: the same click did the first of its two steps before. */
type Clicker = Editor & { isResumed: boolean };

async function attempt(ctx: SettingsContext, editor: Clicker, read: Read, acceptors: Acceptors): Promise<Answered> {
  try {
    const isSaved = 'problems' in read || !previews.includes(read.command.do);
    const conflict = isSaved && !editor.isResumed ? await conflictOf(ctx, editor) : null;
    if (conflict) return { kind: 'conflict', conflict };
    if ('problems' in read) return { kind: 'saved', saved: { ok: false, problems: read.problems } };
    return await carryOut(ctx, editor, read.command, acceptors);
  } catch (error) {
    if (error instanceof DoneAlready) return doneAlready(error.line);
    if (error instanceof ChangedMeanwhile)
      return { kind: 'conflict', conflict: { ...(await explain(ctx, editor, error.changes)), done: error.done } };
    // The credentials for the vendor are not at hand: the section that was to be saved says so.
    if (error instanceof AppError && error.code === 'unavailable')
      return { kind: 'saved', saved: problem({ kind: 'not-at-hand', reason: error.reason }) };
    if (!(error instanceof VendorError)) throw error;
    const asked = 'command' in read ? read.command.do : null;
    const said = { workspaceId: editor.workspace.id, command: asked, reason: error.message };
    ctx.log.warn(said, 'a vendor refused a setting');
    return { kind: 'saved', saved: problem({ kind: 'vendor-trouble', trouble: vendorTrouble(error) }) };
  }
}

/** Looks before a vendor is asked, so that nothing is changed there either. A save at the same moment is noticed when this one is stored. */
async function conflictOf(ctx: SettingsContext, editor: Editor): Promise<SaveConflict | null> {
  const stored = await findWorkspace(ctx.db, editor.workspace.id);
  const changes = stored ? await changesSinceSent(ctx, ctx.db, stored, editor) : [];
  return changes.length === 0 ? null : explain(ctx, editor, changes);
}

async function explain(
  ctx: SettingsContext,
  { workspace, adminId, sent }: Editor,
  changes: SaveConflict['changes'],
): Promise<SaveConflict> {
  const last = await findLastChange(ctx.db, workspace.id, sent?.form ?? '', sent?.at ?? nowOf(ctx));
  return {
    by: last
      ? { name: last.name, isSelf: last.adminId === adminId, isService: last.adminId === null, at: last.at }
      : null,
    changes,
    done: [],
  };
}

const previews: readonly SettingsCommand['do'][] = ['preview-template', 'preview-choices', 'try-rule', 'try-sentence'];

/** Commands that change what the environment may name. */
const namedByEnvironment: readonly SettingsCommand['do'][] = [
  'connect-twilio',
  'promote-auth-token',
  'forget-next-token',
  'use-subaccount',
  'disconnect-twilio',
  'choose-numbers',
  'undo-webhooks',
  'set-webhooks',
];

async function carryOut(
  ctx: SettingsContext,
  editor: Clicker,
  command: SettingsCommand,
  acceptors: Acceptors,
): Promise<Answered> {
  if (editor.workspace.source === 'environment' && namedByEnvironment.includes(command.do))
    return { kind: 'saved', saved: byEnvironment };
  if (command.do === 'preview-choices') return { kind: 'preview', preview: null };
  if (command.do === 'make-api-key') {
    const made = await makeKey(ctx, editor, command);
    return 'problems' in made ? { kind: 'saved', saved: made } : { kind: 'key', made };
  }
  if (command.do === 'make-endpoint') {
    const made = await makeEndpoint(ctx, editor, command);
    return 'problems' in made ? { kind: 'saved', saved: made } : { kind: 'endpoint', made };
  }
  if (command.do === 'try-sentence') return { kind: 'sentence', tried: await trySentence(command.text) };
  if (command.do === 'try-rule') {
    const tried = await tryRule(ctx, editor.workspace, command.id);
    return 'problems' in tried ? { kind: 'saved', saved: tried } : { kind: 'tried', tried };
  }
  if (command.do !== 'preview-template') return { kind: 'saved', saved: await save(ctx, editor, command, acceptors) };
  const preview = await previewTemplate(ctx, editor, command);
  return 'problems' in preview ? { kind: 'saved', saved: preview } : { kind: 'preview', preview };
}

/** Commands with an answer of their own. */
type OwnAnswer =
  | 'preview-template'
  | 'preview-choices'
  | 'make-api-key'
  | 'make-endpoint'
  | 'try-rule'
  | 'try-sentence';

function save(
  ctx: SettingsContext,
  editor: Clicker,
  command: Exclude<SettingsCommand, CommandOf<OwnAnswer>>,
  acceptors: Acceptors,
): Promise<Saved> {
  switch (command.do) {
    case 'save-choices':
      return saveChoices(ctx, editor, command);
    case 'connect-twilio':
      return connectTwilio(ctx, editor, command);
    case 'promote-auth-token':
      return promoteAuthToken(ctx, editor);
    case 'forget-next-token':
      return forgetNextToken(ctx, editor);
    case 'use-subaccount':
      return chooseSubaccount(ctx, editor, command.accountSid);
    case 'add-shared-key':
      return addSharedKey(ctx, editor, command);
    case 'remove-shared-key':
      return removeSharedKey(ctx, editor, command);
    case 'disconnect-twilio':
      return disconnectTwilio(ctx, editor);
    case 'choose-numbers':
      return command.setsWebhooks ? chooseAndSet(ctx, editor, command) : chooseNumbers(ctx, editor, command);
    case 'undo-webhooks':
      return undoWebhooks(ctx, editor, command.sid);
    case 'set-webhooks':
      return setWebhooks(ctx, editor);
    case 'release-refused':
      return release(ctx, editor, acceptors);
    case 'read-prices':
      return readPricesNow(ctx, editor);
    case 'release-held':
      return releaseHeldTexts(ctx, editor, command);
    case 'send-test':
      return sendTest(ctx, editor, command);
    case 'save-template':
      return saveTemplate(ctx, editor, command);
    case 'archive-template':
      return archiveTemplate(ctx, editor, command);
    case 'give-role':
      return giveRole(ctx, editor, command);
    case 'hand-on-ownership':
      return handOnOwnership(ctx, editor, command);
    case 'make-rule':
      return makeRule(ctx, editor, command.rule);
    case 'start-rule':
      return startRule(ctx, editor, command.id);
    case 'pause-rule':
      return pauseRule(ctx, editor, command.id);
    case 'end-rule':
      return endRule(ctx, editor, command.id);
    case 'remove-endpoint':
      return removeEndpoint(ctx, editor, command.id);
    case 'test-endpoint':
      return tryEndpoint(ctx, editor, command.id);
    case 'replay-endpoint':
      return replayLately(ctx, editor, command);
    case 'publish-connectors':
      return publishConnectors(ctx, editor);
    case 'unpublish-connectors':
      return unpublishConnectors(ctx, editor);
    case 'revoke-api-key':
      return endKey(ctx, editor, command);
  }
}

/** The button stands in the form of the numbers, so the ticks of that form are saved first. */
async function chooseAndSet(ctx: SettingsContext, editor: Clicker, picks: NumberPicks): Promise<Saved> {
  const chosen = await chooseOnce(ctx, editor, picks);
  if (!chosen.ok) return chosen;
  const workspace = (await ctx.workspaces.find(editor.workspace.id, 0)) ?? editor.workspace;
  // The facts of the form are old now: this very click has changed the numbers.
  const set = await setNow(ctx, { ...editor, workspace, sent: { form: 'numbers', facts: null } });
  return { ...set, done: [...chosen.done, ...(set.done ?? [])] };
}

async function chooseOnce(ctx: SettingsContext, editor: Clicker, picks: NumberPicks): Promise<Saved> {
  if (editor.isResumed) return { ok: true, done: [{ kind: 'saved' }] };
  try {
    return await chooseNumbers(ctx, editor, picks);
  } catch (error) {
    if (!(error instanceof DoneAlready)) throw error;
    return { ok: true, done: [{ kind: 'saved' }] };
  }
}

/** The choice stays, whatever Twilio answers to the webhooks. */
async function setNow(ctx: SettingsContext, editor: Editor): Promise<Saved> {
  try {
    return await setWebhooks(ctx, editor);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ workspaceId: editor.workspace.id, reason: error.message }, 'webhooks could not be set');
    return problem({ kind: 'no-webhook-set', trouble: vendorTrouble(error) });
  }
}

async function release(ctx: SettingsContext, editor: Editor, acceptors: Acceptors): Promise<Saved> {
  // The doctor uses the same addresses to count the requests that can be taken in.
  const set = urlsOf(await lookAtTwilio(ctx, editor.workspace));
  const { taken, failing } = await releaseRefused(ctx, editor.workspace, acceptors, set);
  const released = { kind: 'requests-released', taken, failing } as const;
  await change(ctx, editor, released, async () => {});
  return { ok: true, done: [released] };
}
