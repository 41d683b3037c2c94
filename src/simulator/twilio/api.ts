// The pretend REST APIs of Twilio as a Koa app. https://www.twilio.com/docs/usage/api
import Router from '@koa/router';
import Koa from 'koa';
import { mountAccounts } from './account/account-operations.ts';
import { mountNumbers } from './number-operations.ts';
import { twilioErrors } from './operation.ts';
import { mountPrices } from './prices.ts';
import { mountRegistrations } from './registrations.ts';
import { mountServices } from './service-operations.ts';
import type { TwilioWorld } from './state.ts';
import { mountMedia, mountMessages } from './texts/message-operations.ts';
import { mountWebhookRules } from './webhook-rules.ts';

/** `mediaUrl` is the origin that media redirect to. */
export function createTwilioApp(world: TwilioWorld, mediaUrl: string): Koa {
  const app = new Koa();
  let underway = 0;
  app.use(async (ctx, next) => {
    underway += 1;
    ctx.set({ 'twilio-request-id': world.nextSid('RQ'), 'twilio-concurrent-requests': String(underway) });
    world.postOffice.catchUp();
    try {
      await next();
    } finally {
      underway -= 1;
    }
  });
  app.use(twilioErrors);
  const router = new Router();
  for (const mount of [
    mountAccounts,
    mountMessages,
    mountMedia(mediaUrl),
    mountNumbers,
    mountServices,
    mountPrices,
    mountRegistrations,
    mountWebhookRules,
  ]) {
    mount(router, world);
  }
  app.use(router.routes());
  return app;
}
