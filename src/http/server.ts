// The HTTP service: middleware in order, and every URL there is.
import Router from '@koa/router';
import Koa from 'koa';
import { AppError } from '../domain/errors.ts';
import type { Logger } from '../lib/log.ts';
import type { Secret } from '../lib/sealed.ts';
import { addCanvas, type CanvasDoor } from './canvas.ts';
import { addInstall, type InstallDoor } from './install.ts';
import { addIntercomWebhooks, type IntercomDoor } from './intercom-webhooks.ts';
import { answerErrors } from './middleware/errors.ts';
import { protectPages } from './middleware/protect-pages.ts';
import { readBody } from './middleware/raw-body.ts';
import { logRequests } from './middleware/request-log.ts';
import { addHealth, addMetrics, type OpsDoor } from './ops.ts';
import { addAssets } from './pages.ts';
import { addSettings, type SettingsDoor } from './settings.ts';
import { addTwilioWebhooks, type TwilioDoor } from './twilio-webhooks.ts';

export interface Doors extends CanvasDoor, InstallDoor, IntercomDoor, OpsDoor, SettingsDoor, TwilioDoor {
  log: Logger;
  newId(): string;
  trustedProxies: number;
  /** Where /metrics is: on a port of its own, or here, behind a token when there is one. */
  metricsAt: { ownPort: boolean; token: Secret | undefined };
}

/** Every URL: method and path. */
export function createRouter(doors: Doors): Router {
  const router = new Router();
  addCanvas(router, doors);
  addInstall(router, doors);
  addSettings(router, doors);
  addAssets(router);
  addIntercomWebhooks(router, doors);
  addTwilioWebhooks(router, doors);
  addHealth(router, doors);
  if (!doors.metricsAt.ownPort) addMetrics(router, doors, doors.metricsAt.token);
  return router;
}

export function createServer(doors: Doors): Koa {
  return serve(doors, createRouter(doors));
}

/** Of a process that only runs jobs: what its operator asks, and nothing of vendors and browsers. */
export function createOpsServer(doors: Doors): Koa {
  const router = new Router();
  addHealth(router, doors);
  if (!doors.metricsAt.ownPort) addMetrics(router, doors, doors.metricsAt.token);
  return serve(doors, router);
}

/** /metrics alone, for a port that only the operator reaches. */
export function createMetricsServer(doors: Doors): Koa {
  const router = new Router();
  addMetrics(router, doors, doors.metricsAt.token);
  return serve(doors, router);
}

function serve(doors: Doors, router: Router): Koa {
  const { trustedProxies } = doors;
  const app = new Koa({ proxy: trustedProxies > 0, maxIpsCount: trustedProxies });
  app.on('error', (error) => doors.log.error({ err: error }, 'an answer could not be sent'));
  app.use(logRequests(doors.log, doors.metrics));
  app.use(answerErrors(doors.log, doors.newId));
  app.use(protectPages());
  app.use(readBody());
  app.use(router.routes());
  const wrongMethod = () => new AppError('wrong-method', 'This address does not take this method.');
  app.use(router.allowedMethods({ throw: true, methodNotAllowed: wrongMethod, notImplemented: wrongMethod }));
  return app;
}
