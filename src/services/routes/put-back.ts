// Puts the webhooks that we set at Twilio back as they were, where they are still ours.
import { isDeepStrictEqual } from 'node:util';
import { VendorError } from '../../domain/errors.ts';
import type { NumberOrService } from '../../domain/numbers/number-or-service.ts';
import type { MessagingService, Sender } from '../../domain/workspace.ts';
import { isNumberOurs, isServiceOurs } from '../../twilio/text-routes.ts';
import { numberWebhookBefore, serviceWebhookBefore } from '../../twilio/webhook-before.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';

export interface WhatWasSet {
  senders: readonly Sender[];
  services: readonly MessagingService[];
}

/** The outcome of each number and service. */
export interface PutBack {
  back: NumberOrService[];
  /** Somebody has changed these in Twilio since, or they are no longer there. */
  theirs: NumberOrService[];
  failed: { name: NumberOrService; error: VendorError }[];
}

/** True where anything would have to be put back. */
export function isAnySet({ senders, services }: WhatWasSet): boolean {
  return [...senders, ...services].some(({ webhookBefore }) => webhookBefore !== null);
}

/** Puts back each of these whose webhook we set. Where Twilio refuses one, the others are put back all the same. */
export async function putBack(ctx: Context, workspace: OpenWorkspace, what: WhatWasSet): Promise<PutBack> {
  const senders = what.senders.filter(({ webhookBefore }) => webhookBefore !== null);
  const services = what.services.filter(({ webhookBefore }) => webhookBefore !== null);
  const outcome: PutBack = { back: [], theirs: [], failed: [] };
  await Promise.all([
    ...(senders.length > 0 ? [putNumbersBack(ctx, workspace, senders, outcome)] : []),
    ...(services.length > 0 ? [putServicesBack(ctx, workspace, services, outcome)] : []),
  ]);
  return outcome;
}

async function putNumbersBack(
  ctx: Context,
  workspace: OpenWorkspace,
  senders: readonly Sender[],
  outcome: PutBack,
): Promise<void> {
  const twilio = ctx.twilio(workspace, live);
  const named = senders.map((sender) => ({ ...sender, name: { number: sender.address } }));
  await putEachBack(ctx, workspace, named, outcome, async () => {
    const owned = new Map((await twilio.listNumbers()).map((number) => [number.sid, number]));
    return async ({ sid, webhookBefore }) => {
      const number = sid === null ? undefined : owned.get(sid);
      if (!number || webhookBefore === null) return false;
      const before = numberWebhookBefore(webhookBefore);
      if (standsAs(number.webhook, before)) return true;
      if (!isNumberOurs(number.webhook, workspace.id)) return false;
      await twilio.setWebhook(number.sid, before);
      return true;
    };
  });
}

async function putServicesBack(
  ctx: Context,
  workspace: OpenWorkspace,
  services: readonly MessagingService[],
  outcome: PutBack,
): Promise<void> {
  const twilio = ctx.twilio(workspace, live);
  const named = services.map((service) => ({ ...service, name: { service: service.name } }));
  await putEachBack(ctx, workspace, named, outcome, async () => {
    const owned = new Map((await twilio.listServices()).map((service) => [service.sid, service]));
    return async ({ sid, webhookBefore }) => {
      const webhook = owned.get(sid)?.webhook;
      if (!webhook || webhookBefore === null) return false;
      const before = serviceWebhookBefore(webhookBefore);
      if (standsAs(webhook, before)) return true;
      if (!isServiceOurs(webhook, workspace.id)) return false;
      await twilio.setServiceWebhook(sid, before);
      return true;
    };
  });
}

/** A second click at the same moment, or a person at Twilio, has put it back already. */
function standsAs(webhook: object, before: object): boolean {
  return isDeepStrictEqual({ ...webhook, ...before }, webhook);
}

/** Goes one by one, also after one that failed; all have failed where Twilio could not be asked what is there. */
async function putEachBack<One extends { sid: string | null; name: NumberOrService }>(
  ctx: Context,
  { id: workspaceId }: OpenWorkspace,
  list: readonly One[],
  outcome: PutBack,
  look: () => Promise<(one: One) => Promise<boolean>>,
): Promise<void> {
  const failed = ({ sid, name }: One, error: unknown) => {
    if (!(error instanceof VendorError)) throw error;
    ctx.log.warn({ workspaceId, sid, err: error }, 'a webhook at Twilio could not be put back');
    outcome.failed.push({ name, error });
  };
  let work: (one: One) => Promise<boolean>;
  try {
    work = await look();
  } catch (error) {
    for (const one of list) failed(one, error);
    return;
  }
  for (const one of list) {
    try {
      ((await work(one)) ? outcome.back : outcome.theirs).push(one.name);
    } catch (error) {
      failed(one, error);
    }
  }
}
