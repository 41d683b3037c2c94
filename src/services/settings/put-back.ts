// What we set at Twilio is put back as it was, where it is still ours: what somebody set since is theirs.
import type { MessagingService, Sender } from '../../domain/workspace.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { live } from './ask.ts';
import { placeOf, routeOf, serviceRoute } from './text-routes.ts';

/** Every number and service of these that we have set the webhook of; whether any was still ours. */
export async function putBack(
  ctx: Context,
  workspace: OpenWorkspace,
  what: { senders: readonly Sender[]; services: readonly MessagingService[] },
): Promise<boolean> {
  const senders = what.senders.filter(({ webhookBefore }) => webhookBefore !== null);
  const services = what.services.filter(({ webhookBefore }) => webhookBefore !== null);
  const numbersAreBack = senders.length > 0 && (await putNumbersBack(ctx, workspace, senders));
  const servicesAreBack = services.length > 0 && (await putServicesBack(ctx, workspace, services));
  return numbersAreBack || servicesAreBack;
}

async function putNumbersBack(ctx: Context, workspace: OpenWorkspace, senders: readonly Sender[]): Promise<boolean> {
  const twilio = ctx.twilio(workspace, live);
  let isBack = false;
  const owned = new Map((await twilio.listNumbers()).map((number) => [number.sid, number]));
  for (const { sid, webhookBefore } of senders) {
    const number = sid === null ? undefined : owned.get(sid);
    if (!number || webhookBefore === null) continue;
    if (routeOf(number, undefined, placeOf(ctx, workspace)).goes !== 'here') continue;
    const { smsUrl = '', smsMethod = 'POST', smsFallbackUrl = '', smsFallbackMethod = 'POST' } = webhookBefore;
    const { smsApplicationSid = '' } = webhookBefore;
    const before = { smsUrl, smsMethod, smsFallbackUrl, smsFallbackMethod, smsApplicationSid };
    await twilio.setWebhook(number.sid, before);
    isBack = true;
  }
  return isBack;
}

async function putServicesBack(
  ctx: Context,
  workspace: OpenWorkspace,
  services: readonly MessagingService[],
): Promise<boolean> {
  const twilio = ctx.twilio(workspace, live);
  let isBack = false;
  const owned = new Map((await twilio.listServices()).map((service) => [service.sid, service]));
  for (const { sid, webhookBefore } of services) {
    const webhook = owned.get(sid)?.webhook;
    if (!webhook || webhookBefore === null) continue;
    if (serviceRoute(webhook, placeOf(ctx, workspace)).goes !== 'here') continue;
    const { inboundUrl = '', inboundMethod = 'POST', fallbackUrl = '', fallbackMethod = 'POST' } = webhookBefore;
    const useNumbers = webhookBefore['useNumbers'] === 'true';
    await twilio.setServiceWebhook(sid, { inboundUrl, inboundMethod, fallbackUrl, fallbackMethod, useNumbers });
    isBack = true;
  }
  return isBack;
}
