// The HTTP service: middleware in order, and every URL there is.
import Router from '@koa/router';
import Koa from 'koa';
import { AppError } from '../domain/errors.ts';
import type { Logger } from '../lib/log.ts';
import type { RefusedCounter } from '../services/refused/count-refused.ts';
import { type ApiDoors, addApi } from './api/api.ts';
import { type CanvasDoor, canvasHandlers } from './canvas.ts';
import { type ConsentsDoor, consentsHandlers, importsHandlers } from './consents.ts';
import { type InstallDoor, installHandlers } from './install.ts';
import { type IntercomDoor, intercomHandlers } from './intercom-webhooks.ts';
import { type MediaDoor, mediaHandlers } from './media.ts';
import { answerErrors } from './middleware/errors.ts';
import { protectPages } from './middleware/protect-pages.ts';
import { limitTries } from './middleware/rate-limit.ts';
import { leaveUnread } from './middleware/raw-body.ts';
import { countRefusals } from './middleware/refusals.ts';
import { logRequests } from './middleware/request-log.ts';
import { requireShortHeaders } from './middleware/short-headers.ts';
import { isUpload } from './middleware/upload.ts';
import { type OpsDoor, opsHandlers } from './ops.ts';
import { overviewHandlers } from './overview.ts';
import { assets, showAsset } from './pages.ts';
import { type SettingsDoor, settingsHandlers } from './settings.ts';
import { type TextsDoor, textsHandlers } from './texts.ts';
import { type TwilioDoor, twilioHandlers } from './twilio-webhooks.ts';

export interface Doors
  extends ApiDoors,
    CanvasDoor,
    ConsentsDoor,
    InstallDoor,
    IntercomDoor,
    MediaDoor,
    OpsDoor,
    SettingsDoor,
    TextsDoor,
    TwilioDoor {
  log: Logger;
  newId(): string;
  trustedProxies: number;
  refusals: RefusedCounter;
}

/** Every URL there is. */
export function createRouter(doors: Doors): Router {
  const router = new Router();
  const canvas = canvasHandlers(doors);
  router.post('/canvas/initialize', canvas.initialize);
  router.post('/canvas/submit', canvas.submit);

  const intercom = intercomHandlers(doors);
  router.head('/webhooks/intercom', intercom.isThere);
  router.post('/webhooks/intercom', intercom.notified);
  router.post('/webhooks/intercom/uninstalled', intercom.uninstalled);

  const twilio = twilioHandlers(doors);
  router.post('/webhooks/twilio/:workspaceId/messages', twilio.text);
  router.post('/webhooks/twilio/:workspaceId/status', twilio.status);

  const install = installHandlers(doors);
  const limited = limitTries();
  router.get('/install', limited, install.begin('install'));
  router.get('/sign-in', limited, install.begin('sign-in'));
  router.get('/oauth/callback', limited, install.comeBack);
  router.get('/sign-out', install.signedOut);
  router.post('/sign-out', install.signOut);

  const media = mediaHandlers(doors);
  router.get('/media/:token', media.serve);

  const overview = overviewHandlers(doors);
  router.get('/', overview.show);

  const [consents, imports] = [consentsHandlers(doors), importsHandlers(doors)];
  router.get('/consents', consents.list);
  // One form names a number, another brings a file with a list of them.
  router.post('/consents', (ctx) => (isUpload(ctx) ? imports.take(ctx) : consents.optOutTyped(ctx)));
  router.get('/consents.csv', consents.file);
  router.get('/consents/imports/:id.csv', imports.file);
  router.get('/consents/imports/:id', imports.one);
  router.get('/consents/:address', consents.one);
  router.post('/consents/:address', consents.change);

  const settings = settingsHandlers(doors);
  router.get('/settings', settings.showIndex);
  router.get('/settings/:section', settings.showPage);
  router.get('/settings/:section/:item', settings.showPage);
  router.post('/settings/:section', settings.save);

  const texts = textsHandlers(doors);
  router.get('/texts', texts.list('all'));
  router.get('/texts/failed', texts.list('failed'));
  router.get('/texts/held', texts.list('held'));
  router.get('/texts/scheduled', texts.scheduled);
  router.post('/texts/scheduled/:id', texts.cancelScheduled);
  router.get('/texts/dead-letters', texts.deadLetters);
  router.post('/texts/dead-letters/:id', texts.settleLetter);
  router.get('/texts/:id', texts.one);
  router.post('/texts/:id', texts.act);
  for (const asset of assets) router.get(`/assets/${asset.name}`, showAsset(asset));

  addApi(router, doors);
  addOps(router, doors);
  return router;
}

/** The URLs of a process that only runs jobs: none for vendors and browsers. */
function addOps(router: Router, doors: Doors): void {
  const ops = opsHandlers(doors);
  router.get('/healthz', ops.alive);
  router.get('/readyz', ops.ready);
  if (!doors.metricsAt.ownPort) router.get('/metrics', ops.metrics);
}

export function createServer(doors: Doors): Koa {
  return serve(doors, createRouter(doors));
}

/** The server of a process that only runs jobs. */
export function createOpsServer(doors: Doors): Koa {
  const router = new Router();
  addOps(router, doors);
  return serve(doors, router);
}

/** /metrics alone, for a port that only the operator reaches. */
export function createMetricsServer(doors: Doors): Koa {
  const router = new Router();
  router.get('/metrics', opsHandlers(doors).metrics);
  return serve(doors, router);
}

function serve(doors: Doors, router: Router): Koa {
  const { trustedProxies } = doors;
  const app = new Koa({ proxy: trustedProxies > 0, maxIpsCount: trustedProxies });
  app.on('error', (error) => doors.log.error({ err: error }, 'an answer could not be sent'));
  app.use(leaveUnread());
  app.use(logRequests(doors.log, doors.metrics));
  app.use(answerErrors(doors.log, doors.newId));
  app.use(countRefusals(doors));
  app.use(requireShortHeaders());
  app.use(doors.people.notice);
  app.use(protectPages());
  app.use(router.routes());
  const wrongMethod = () => new AppError('wrong-method', { kind: 'wrong-method' });
  app.use(router.allowedMethods({ throw: true, methodNotAllowed: wrongMethod, notImplemented: wrongMethod }));
  return app;
}
