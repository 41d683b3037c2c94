// What we set at Twilio is put back as it was, where it is still ours: what somebody set since is theirs.

import { VendorError } from '../../domain/errors.ts';
import { nationalForm } from '../../domain/numbers/phone-number.ts';
import type { MessagingService, Sender } from '../../domain/workspace.ts';
import { isNumberOurs, isServiceOurs } from '../../twilio/text-routes.ts';
import { numberWebhookBefore, serviceWebhookBefore } from '../../twilio/webhook-before.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';

export interface WhatWasSet {
  senders: readonly Sender[];
  services: readonly MessagingService[];
}

/** What became of each number and service, under the name that people know. */
export interface PutBack {
  back: string[];
  /** Somebody has changed these in Twilio since, or they are no longer there. */
  theirs: string[];
  failed: { name: string; error: VendorError }[];
}

/** Whether there is anything that would have to be put back. */
export function isAnySet({ senders, services }: WhatWasSet): boolean {
  return [...senders, ...services].some(({ webhookBefore }) => webhookBefore !== null);
}

/** Every number and service of these that we have set the webhook of. Where Twilio refuses one, the others are put back all the same. */
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
  const named = senders.map((sender) => ({ ...sender, name: nationalForm(sender.address) }));
  await each(ctx, workspace, named, outcome, async () => {
    const owned = new Map((await twilio.listNumbers()).map((number) => [number.sid, number]));
    return async ({ sid, webhookBefore }) => {
      const number = sid === null ? undefined : owned.get(sid);
      if (!number || webhookBefore === null || !isNumberOurs(number.webhook, workspace.id)) return false;
      await twilio.setWebhook(number.sid, numberWebhookBefore(webhookBefore));
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
  await each(ctx, workspace, services, outcome, async () => {
    const owned = new Map((await twilio.listServices()).map((service) => [service.sid, service]));
    return async ({ sid, webhookBefore }) => {
      const webhook = owned.get(sid)?.webhook;
      if (!webhook || webhookBefore === null || !isServiceOurs(webhook, workspace.id)) return false;
      await twilio.setServiceWebhook(sid, serviceWebhookBefore(webhookBefore));
      return true;
    };
  });
}

/** One after the other, also after one that failed; all have failed where nothing could be looked at. */
async function each<One extends { sid: string | null; name: string }>(
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
