// What we set at Twilio is put back as it was, where it is still ours: what somebody set since is theirs.
import type { MessagingService, Sender } from '../../domain/workspace.ts';
import { isNumberOurs, isServiceOurs } from '../../twilio/text-routes.ts';
import { numberWebhookBefore, serviceWebhookBefore } from '../../twilio/webhook-before.ts';
import { type Context, live, type OpenWorkspace } from '../context.ts';

export interface WhatWasSet {
  senders: readonly Sender[];
  services: readonly MessagingService[];
}

/** Whether there is anything that would have to be put back. */
export function isAnySet({ senders, services }: WhatWasSet): boolean {
  return [...senders, ...services].some(({ webhookBefore }) => webhookBefore !== null);
}

/**
 * Every number and service of these that we have set the webhook of; whether any was still ours. Where Twilio refuses one,
 * the others are put back all the same, and then the first refusal is thrown.
 */
export async function putBack(ctx: Context, workspace: OpenWorkspace, what: WhatWasSet): Promise<boolean> {
  const senders = what.senders.filter(({ webhookBefore }) => webhookBefore !== null);
  const services = what.services.filter(({ webhookBefore }) => webhookBefore !== null);
  const tried = await Promise.allSettled([
    ...(senders.length > 0 ? [putNumbersBack(ctx, workspace, senders)] : []),
    ...(services.length > 0 ? [putServicesBack(ctx, workspace, services)] : []),
  ]);
  const refused = tried.find((one) => one.status === 'rejected');
  if (refused) throw refused.reason;
  return tried.some((one) => one.status === 'fulfilled' && one.value);
}

async function putNumbersBack(ctx: Context, workspace: OpenWorkspace, senders: readonly Sender[]): Promise<boolean> {
  const twilio = ctx.twilio(workspace, live);
  const owned = new Map((await twilio.listNumbers()).map((number) => [number.sid, number]));
  return each(ctx, workspace, senders, async ({ sid, webhookBefore }) => {
    const number = sid === null ? undefined : owned.get(sid);
    if (!number || webhookBefore === null || !isNumberOurs(number.webhook, workspace.id)) return false;
    await twilio.setWebhook(number.sid, numberWebhookBefore(webhookBefore));
    return true;
  });
}

async function putServicesBack(
  ctx: Context,
  workspace: OpenWorkspace,
  services: readonly MessagingService[],
): Promise<boolean> {
  const twilio = ctx.twilio(workspace, live);
  const owned = new Map((await twilio.listServices()).map((service) => [service.sid, service]));
  return each(ctx, workspace, services, async ({ sid, webhookBefore }) => {
    const webhook = owned.get(sid)?.webhook;
    if (!webhook || webhookBefore === null || !isServiceOurs(webhook, workspace.id)) return false;
    await twilio.setServiceWebhook(sid, serviceWebhookBefore(webhookBefore));
    return true;
  });
}

/** One after the other, also after one that failed; whether any says so. */
async function each<One extends { sid: string | null }>(
  ctx: Context,
  { id: workspaceId }: OpenWorkspace,
  list: readonly One[],
  work: (one: One) => Promise<boolean>,
): Promise<boolean> {
  const failures: unknown[] = [];
  let isAny = false;
  for (const one of list) {
    try {
      isAny = (await work(one)) || isAny;
    } catch (error) {
      ctx.log.warn({ workspaceId, sid: one.sid, err: error }, 'a webhook at Twilio could not be put back');
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return isAny;
}
