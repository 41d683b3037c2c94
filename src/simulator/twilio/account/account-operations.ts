// Accounts and TwiML applications of the pretend REST API, which are read only here.
// https://www.twilio.com/docs/iam/api/account and /docs/usage/api/applications

import { answer, type Context, type Mount, notFound, queryOf } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { accountPath, accountResource, applicationResource } from '../payloads.ts';
import type { Account } from '../records.ts';
import type { TwilioWorld } from '../state.ts';
import { familyOf, statusOf } from './accounts.ts';
import { accountReader, accountsReader, signedIn } from './logins.ts';

export const mountAccounts: Mount = (router, world) => {
  router.get('/2010-04-01/Accounts.json', (ctx) => answer(ctx, listAccounts(world, ctx)));
  router.get('/2010-04-01/Accounts/:account.json', (ctx) => answer(ctx, present(world, accountReader(world, ctx))));
  const applications = '/2010-04-01/Accounts/:account/Applications';
  router.get(`${applications}.json`, (ctx) => answer(ctx, listApplications(world, ctx)));
  router.get(`${applications}/:sid.json`, (ctx) => {
    const account = signedIn(world, ctx);
    const found = world.applications.get(ctx.params.sid ?? '');
    if (found?.accountSid !== account.sid) throw notFound(ctx);
    answer(ctx, applicationResource(found));
  });
};

function present(world: TwilioWorld, account: Account): Record<string, unknown> {
  return accountResource(account, statusOf(world, account));
}

/** The caller's own account and those below it. */
function listAccounts(world: TwilioWorld, ctx: Context): Record<string, unknown> {
  const query = queryOf(ctx);
  const items = familyOf(world, accountsReader(world, ctx)).filter(
    (account) =>
      (query.get('FriendlyName') ?? account.friendlyName) === account.friendlyName &&
      (query.get('Status') ?? statusOf(world, account)) === statusOf(world, account),
  );
  const path = '/2010-04-01/Accounts.json';
  return pageOf(items, { key: 'accounts', path, query, present: (account) => present(world, account) });
}

function listApplications(world: TwilioWorld, ctx: Context): Record<string, unknown> {
  const { sid } = signedIn(world, ctx);
  const query = queryOf(ctx);
  const items = [...world.applications.values()].filter(
    (application) =>
      application.accountSid === sid &&
      (query.get('FriendlyName') ?? application.friendlyName) === application.friendlyName,
  );
  const path = `${accountPath(sid)}/Applications.json`;
  return pageOf(items, { key: 'applications', path, query, present: applicationResource });
}
