// The pretend REST API as a Koa app: it checks the token, the rate and the version, and answers by operation.
import Router from '@koa/router';
import Koa from 'koa';
import { conversationOperations } from './conversations/conversation-operations.ts';
import { partOperations } from './conversations/part-operations.ts';
import { ticketOperations } from './conversations/tickets.ts';
import { errorList, notFound, Refusal } from './errors.ts';
import type { Files } from './files.ts';
import type { OauthParts } from './install/app-pages.ts';
import { mountOauth } from './install/oauth-operations.ts';
import { bodyFields, type Operation } from './operation.ts';
import { checkPermission } from './permissions.ts';
import type { RateLimit } from './rate-limit.ts';
import { articleOperations } from './resources/article-operations.ts';
import { catalogueOperations } from './resources/catalogue-operations.ts';
import { companyOperations } from './resources/company-operations.ts';
import { connectorOperations } from './resources/connector-operations.ts';
import { contactOperations } from './resources/contact-operations.ts';
import { eventOperations } from './resources/event-operations.ts';
import { messageOperations } from './resources/message-operations.ts';
import { noteOperations } from './resources/note-operations.ts';
import { segmentOperations } from './resources/segment-operations.ts';
import { subscriptionOperations } from './resources/subscription-operations.ts';
import { randomUuid } from './webhooks/webhooks.ts';

export interface ApiParts extends OauthParts {
  readonly rateLimit: RateLimit;
  readonly files: Files;
  readonly random: () => number;
  url(): string;
  searchLagMs(): number;
}

const OPERATIONS: readonly Operation[] = [
  ...contactOperations,
  ...conversationOperations,
  ...partOperations,
  // Before tickets: `/tickets/enqueue` is no ticket's id.
  ...messageOperations,
  ...ticketOperations,
  ...catalogueOperations,
  ...companyOperations,
  ...noteOperations,
  ...segmentOperations,
  ...subscriptionOperations,
  ...articleOperations,
  ...eventOperations,
  ...connectorOperations,
];
const APP_PACKAGE_CODE = 'sms-panel-app';
const KNOWN_VERSION = /^(2\.\d{1,2}|Preview|Unstable)$/;

export function createIntercomApi(parts: ApiParts): Koa {
  const outside = new Router();
  parts.files.serve(outside);
  mountOauth(outside, parts);
  const api = new Router();
  for (const operation of OPERATIONS) mount(api, operation, parts);
  const app = new Koa();
  // A client that has read enough of a file hangs up.
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') app.onerror(error);
  });
  app.use((ctx, next) => answerRefusals(ctx, next, parts.random));
  app.use(takeRegion);
  app.use(outside.routes());
  app.use((ctx, next) => admit(ctx, next, parts));
  app.use(api.routes());
  app.use(() => {
    throw notFound();
  });
  return app;
}

function mount(router: Router, operation: Operation, parts: ApiParts): void {
  router[operation.method](operation.path, (ctx) => {
    const { workspace, admin } = parts.tokens.require(ctx.get('Authorization'));
    checkPermission(workspace, operation.permission);
    const body = bodyFields(ctx);
    const query = new URLSearchParams(ctx.querystring);
    if (operation.isBeyondDescription?.({ body, query })) ctx.state.isBeyondDescription = true;
    const answer = operation.answer({
      workspace,
      admin,
      params: ctx.params,
      query,
      body,
      appPackageCode: APP_PACKAGE_CODE,
      searchLagMs: parts.searchLagMs(),
      keepFile: (file) => `${parts.url()}${parts.files.keep(file)}`,
    });
    // An accepted event has an empty body but keeps its 202, which Koa would turn into 204 for null.
    ctx.body = answer ?? '';
    ctx.status = operation.status ?? 200;
  });
}

/** A regional host is a first step of the path here: `/eu/me` is `/me` at the host of Europe. */
async function takeRegion(ctx: Koa.Context, next: Koa.Next): Promise<void> {
  const [, region, rest] = /^\/(us|eu|au)(\/.*)$/.exec(ctx.url) ?? [];
  if (rest !== undefined) {
    ctx.state.region = region;
    ctx.url = rest;
  }
  await next();
}

/** Turns a thrown refusal into Intercom's error shape; anything else is this program's own fault and stays a 500. */
async function answerRefusals(ctx: Koa.Context, next: Koa.Next, random: () => number): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    ctx.status = error.status;
    ctx.set({ ...error.headers });
    ctx.body = errorList(randomUuid(random), error.code, error.message);
  }
}

/** Rate limit, token and version, in that order. The headers of the limit go along with every answer. */
async function admit(ctx: Koa.Context, next: Koa.Next, parts: ApiParts): Promise<void> {
  const grant = parts.tokens.find(ctx.get('Authorization'));
  const { allowed, headers } = parts.rateLimit.spend(grant?.workspace.id ?? '');
  ctx.set(headers);
  if (!allowed) throw new Refusal(429, 'rate_limit_exceeded', 'Exceeded rate limit');
  const { workspace } = parts.tokens.require(ctx.get('Authorization'));
  // Intercom does not document how another region answers a token; this is the stricter of two reports.
  if (ctx.state.region !== undefined && workspace.settings.region.toLowerCase() !== ctx.state.region)
    throw new Refusal(401, 'unauthorized', 'Access Token Invalid');
  if (!KNOWN_VERSION.test(ctx.get('Intercom-Version'))) {
    throw new Refusal(400, 'intercom_version_invalid', 'The requested version could not be found');
  }
  await next();
}
