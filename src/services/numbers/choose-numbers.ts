// Which of the account's numbers and Messaging Services the workspace texts from, what each is called, and whose its texts are.
import { fewNames } from '../../domain/notes/few-names.ts';
import { isCountry, nationalForm } from '../../domain/numbers/phone-number.ts';
import type { NumberPick, NumberPicks } from '../../domain/settings/commands.ts';
import type { Sender, SenderChoice, ServiceChoice, Workspace } from '../../domain/workspace.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import { takesNumber } from '../../twilio/regions.ts';
import { listOwned } from '../account/look-at-twilio.ts';
import { type Editor, problem, type Saved, type SettingsContext, sayingToo } from '../changes/change.ts';
import { troubleWords } from '../credentials/vendor-trouble.ts';
import { type PutBack, putBack } from '../routes/put-back.ts';
import { longLabel, unknownChoice } from './known-choices.ts';
import { withPools } from './service-numbers.ts';
import { type NumberChoice, refuseTaken, storeNumbers } from './store-numbers.ts';

/** In a line of the history. */
const MOST_NAMES = 20;

type Left = Pick<Workspace, 'services'> & { senders: Workspace['senderDetails'] };

/** What we had set at those that are let go of is put back first. */
export async function chooseNumbers(ctx: SettingsContext, editor: Editor, sent: NumberPicks): Promise<Saved> {
  const { workspace } = editor;
  if (workspace.twilioLogin === null) return problem('Connect Twilio first.');
  const { numbers, services } = await listOwned(
    ctx,
    workspace,
    sent.services.map(({ sid }) => sid),
  );
  const picks = withStanding(workspace, { numbers, services }, sent);
  const sids = new Set([...picks.numbers, ...picks.services].map(({ sid }) => sid));
  const chosen = numbers.filter(({ sid }) => sids.has(sid));
  const chosenServices = services.filter(({ sid }) => sids.has(sid));
  const all = [...picks.numbers, ...picks.services];
  const wrong =
    unknownChoice('number', picks.numbers, numbers) ??
    unknownChoice('service', picks.services, services) ??
    longLabel(all) ??
    misread(all) ??
    unfit(editor, chosen, chosenServices) ??
    empty(chosenServices) ??
    (await unassigned(ctx, editor, all));
  if (wrong) return wrong;
  const choice = choiceOf(all, { numbers, chosen, chosenServices });
  return (await refuseTaken(ctx, editor, choice)) ?? store(ctx, editor, choice);
}

/** With what was not shown, and so stays as it is while the account has it; or with every number that can text. */
function withStanding(
  { senderDetails, services: known }: Workspace,
  owned: { numbers: readonly OwnedNumber[]; services: readonly OwnedService[] },
  { numbers, services, shown = null, all = false }: NumberPicks,
): Pick<NumberPicks, 'numbers' | 'services'> {
  if (shown === null && !all) return { numbers, services };
  const seen = new Set([...(shown ?? []), ...numbers.map(({ sid }) => sid), ...services.map(({ sid }) => sid)]);
  const has = new Set([...owned.numbers, ...owned.services].map(({ sid }) => sid));
  const stays = <One extends Pick<Sender, 'sid' | 'label' | 'teamId' | 'defaultCountry'>>(list: readonly One[]) =>
    list.flatMap(({ sid, label, teamId, defaultCountry: country }): NumberPick[] =>
      sid !== null && !seen.has(sid) && has.has(sid) ? [{ sid, label, teamId, country }] : [],
    );
  const picked = [...numbers, ...stays(senderDetails.filter(({ isChosen }) => isChosen))];
  const sids = new Set(picked.map(({ sid }) => sid));
  const rest = all ? owned.numbers.filter(({ sid, canText }) => canText && !sids.has(sid)) : [];
  const added = rest.map(({ sid }): NumberPick => ({ sid, label: null, teamId: null, country: null }));
  return { numbers: [...picked, ...added], services: [...services, ...stays(known)] };
}

function misread(picks: readonly NumberPick[]): Saved | null {
  const wrong = picks.find(({ country }) => country !== null && !isCountry(country));
  return wrong ? problem('Write two letters, such as US or GB, or leave it empty.', `country_${wrong.sid}`) : null;
}

/**
 * A team that was chosen and is gone since may stay: whoever changes something else need not notice, nor be allowed to
 * list teams.
 */
async function unassigned(
  ctx: SettingsContext,
  { workspace }: Editor,
  picks: readonly NumberPick[],
): Promise<Saved | null> {
  const standing = [...workspace.senderDetails, ...workspace.services];
  const teamOf = new Map(standing.map((one) => [one.sid, one.teamId]));
  const fresh = picks.filter(({ sid, teamId }) => teamId !== null && teamOf.get(sid) !== teamId);
  if (fresh.length === 0) return null;
  const teams = await ctx.intercom(workspace).listTeams();
  const wrong = fresh.find(({ teamId }) => !teams.some(({ id }) => id === teamId));
  return wrong ? problem('Intercom knows no such team. Choose one from the list.', `team_${wrong.sid}`) : null;
}

function unfit({ workspace }: Editor, chosen: readonly OwnedNumber[], services: readonly OwnedService[]): Saved | null {
  const mute = chosen.find((number) => !number.canText);
  if (mute) return problem(`${nationalForm(mute.address)} cannot send texts.`, 'number');
  const isAbroad = ({ address }: { address: string }) => !takesNumber(workspace.twilioRegion, address);
  const why = `Twilio's region ${workspace.twilioRegion} has no texts for numbers of the US and Canada, such as`;
  const abroad = chosen.find(isAbroad);
  if (abroad) return problem(`${why} ${nationalForm(abroad.address)}.`, 'number');
  for (const { name, numbers } of services) {
    const brought = numbers.find(isAbroad);
    if (brought) return problem(`${why} ${nationalForm(brought.address)}, which is in ${name}.`, 'service');
  }
  return null;
}

function empty(services: readonly OwnedService[]): Saved | null {
  const bare = services.find(({ numbers }) => numbers.length === 0);
  return bare
    ? problem(
        `${bare.name} has no phone number. Add one in Twilio: Threadwire texts from phone numbers, not from short codes or names.`,
        'service',
      )
    : null;
}

function choiceOf(
  picks: readonly NumberPick[],
  given: { numbers: OwnedNumber[]; chosen: OwnedNumber[]; chosenServices: OwnedService[] },
): NumberChoice {
  const { numbers, chosen, chosenServices } = given;
  const bySid = new Map(picks.map((pick) => [pick.sid, pick]));
  const said = (sid: string) => {
    const { label = null, teamId = null, country = null } = bySid.get(sid) ?? {};
    return { label, teamId, defaultCountry: country };
  };
  const senders = chosen.map(
    ({ sid, address }): SenderChoice => ({ address, sid, ...said(sid), serviceSid: null, isChosen: true }),
  );
  const services = chosenServices.map(({ sid, name }): ServiceChoice => ({ sid, name, ...said(sid) }));
  return { senders: withPools(senders, chosenServices, numbers), services };
}

async function store(ctx: SettingsContext, editor: Editor, choice: NumberChoice): Promise<Saved> {
  const { workspace } = editor;
  const gone = leftBy(choice, workspace);
  const { back, failed } = await putBack(ctx, workspace, gone);
  const done = back.length === 0 ? '' : `The webhook of ${fewNames(back)} was put back already.`;
  const [first] = failed;
  if (first) return notLetGo(failed, done, troubleWords(first.error));
  const names = [
    ...choice.senders.filter(({ isChosen }) => isChosen).map(({ address }) => address),
    ...choice.services.map(({ name }) => `the Messaging Service ${name}`),
  ];
  const what = names.length === 0 ? 'Chose no number.' : `Chose ${fewNames(names, MOST_NAMES)}.`;
  const cleared = new Set(setAt(gone));
  const wrong = await sayingToo(done, () =>
    storeNumbers(ctx, editor, what, (current) => {
      // What is set at Twilio and forgotten here could never be put back.
      const isSetSince = setAt(leftBy(choice, current)).some((sid) => !cleared.has(sid));
      return isSetSince ? problem('Somebody set the webhooks in the meantime. Save again.') : choice;
    }),
  );
  if (wrong) return done === '' ? wrong : { ...wrong, done };
  const put = back.length === 0 ? '' : ' What was set at those you let go of was put back.';
  return { ok: true, words: `${names.length === 0 ? 'Saved: no number is used.' : 'Saved.'}${put}` };
}

/** The choice stands as it was: what is set at Twilio and forgotten here could never be put back. */
function notLetGo(failed: PutBack['failed'], done: string, why: string): Saved {
  const names = fewNames(failed.map(({ name }) => name));
  const wrong = problem(`Not saved: the webhook of ${names} could not be put back. ${why}`);
  return done === '' ? wrong : { ...wrong, done: `${done} Save again to let go of all, or set the webhooks anew.` };
}

/** What a workspace has chosen and would not have any more. */
function leftBy({ senders, services }: NumberChoice, workspace: Workspace): Left {
  const kept = new Set(services.map(({ sid }) => sid));
  const stays = new Set(senders.filter(({ isChosen }) => isChosen).map(({ address }) => address));
  return {
    senders: workspace.senderDetails.filter(({ address }) => !stays.has(address)),
    services: workspace.services.filter(({ sid }) => !kept.has(sid)),
  };
}

function setAt({ senders, services }: Left): (string | null)[] {
  return [...senders, ...services].filter(({ webhookBefore }) => webhookBefore !== null).map(({ sid }) => sid);
}
