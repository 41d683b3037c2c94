// Chooses the numbers and Messaging Services that a workspace texts from, with the label and the team of each.
import type { NumberOrService } from '../../domain/numbers/number-or-service.ts';
import { isCountry } from '../../domain/numbers/phone-number.ts';
import type { NumberPick, NumberPicks } from '../../domain/settings/commands.ts';
import { firstOf } from '../../domain/settings/history.ts';
import type { Done, NotSaved, Saved } from '../../domain/settings/saved.ts';
import type { VendorTrouble } from '../../domain/vendor-trouble.ts';
import type { Sender, SenderChoice, ServiceChoice, Workspace } from '../../domain/workspace.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';
import { takesNumber } from '../../twilio/regions.ts';
import { listOwned } from '../account/look-at-twilio.ts';
import { addToConflict, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { vendorTrouble } from '../credentials/vendor-trouble.ts';
import { type PutBack, putBack } from '../routes/put-back.ts';
import { longLabel, unknownChoice } from './reject-picks.ts';
import { withPools } from './service-numbers.ts';
import { type NumberChoice, refuseTaken, storeNumbers } from './store-numbers.ts';

type Left = Pick<Workspace, 'services'> & { senders: Workspace['senderDetails'] };

/** Our webhooks at the numbers and services that are let go of are put back first. */
export async function chooseNumbers(ctx: SettingsContext, editor: Editor, sent: NumberPicks): Promise<Saved> {
  const { workspace } = editor;
  if (workspace.twilioLogin === null) return problem({ kind: 'twilio-first' });
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

/** Adds the picks that were not shown, which stay while the account has them; or every number that can text. */
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

function misread(picks: readonly NumberPick[]): NotSaved | null {
  const wrong = picks.find(({ country }) => country !== null && !isCountry(country));
  return wrong ? problem({ kind: 'country-form' }, `country_${wrong.sid}`) : null;
}

/**
 * A chosen team that is gone since may stay, so that other changes do not need the permission to list teams.
 */
async function unassigned(
  ctx: SettingsContext,
  { workspace }: Editor,
  picks: readonly NumberPick[],
): Promise<NotSaved | null> {
  const standing = [...workspace.senderDetails, ...workspace.services];
  const teamOf = new Map(standing.map((one) => [one.sid, one.teamId]));
  const fresh = picks.filter(({ sid, teamId }) => teamId !== null && teamOf.get(sid) !== teamId);
  if (fresh.length === 0) return null;
  const teams = await ctx.intercom(workspace).listTeams();
  const wrong = fresh.find(({ teamId }) => !teams.some(({ id }) => id === teamId));
  return wrong ? problem({ kind: 'no-such-team' }, `team_${wrong.sid}`) : null;
}

function unfit(
  { workspace: { twilioRegion: region } }: Editor,
  chosen: readonly OwnedNumber[],
  services: readonly OwnedService[],
): NotSaved | null {
  const mute = chosen.find((number) => !number.canText);
  if (mute) return problem({ kind: 'number-mute', address: mute.address }, 'number');
  const isAbroad = ({ address }: { address: string }) => !takesNumber(region, address);
  const abroad = chosen.find(isAbroad);
  if (abroad) return problem({ kind: 'number-abroad', region, address: abroad.address, service: null }, 'number');
  for (const { name: service, numbers } of services) {
    const brought = numbers.find(isAbroad);
    if (brought) return problem({ kind: 'number-abroad', region, address: brought.address, service }, 'service');
  }
  return null;
}

function empty(services: readonly OwnedService[]): NotSaved | null {
  const bare = services.find(({ numbers }) => numbers.length === 0);
  return bare ? problem({ kind: 'service-empty', service: bare.name }, 'service') : null;
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
  const done: Done[] = back.length === 0 ? [] : [{ kind: 'webhooks-put-back', names: back }];
  const [first] = failed;
  if (first) return notPutBack(failed, done, vendorTrouble(first.error));
  const names: NumberOrService[] = [
    ...choice.senders.filter(({ isChosen }) => isChosen).map(({ address }) => ({ number: address })),
    ...choice.services.map(({ name }) => ({ service: name })),
  ];
  const cleared = new Set(setAt(gone));
  const wrong = await addToConflict(done, () =>
    storeNumbers(ctx, editor, { kind: 'numbers-chosen', ...firstOf(names) }, (current) => {
      // A webhook that is set at Twilio and forgotten here could never be put back.
      const isSetSince = setAt(leftBy(choice, current)).some((sid) => !cleared.has(sid));
      return isSetSince ? problem({ kind: 'webhooks-set-meanwhile' }) : choice;
    }),
  );
  if (wrong) return done.length === 0 ? wrong : { ...wrong, done };
  return { ok: true, done: [{ kind: 'numbers-chosen', isAny: names.length > 0, isPutBack: back.length > 0 }] };
}

/** The choice stays as it was: a webhook that is set at Twilio and forgotten here could never be put back. */
function notPutBack(failed: PutBack['failed'], done: readonly Done[], trouble: VendorTrouble): NotSaved {
  const wrong = problem({ kind: 'webhooks-not-put-back', names: failed.map(({ name }) => name), trouble });
  return done.length === 0 ? wrong : { ...wrong, done: [...done, { kind: 'choice-stands' }] };
}

/** The numbers and services that a workspace has chosen and would lose. */
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
