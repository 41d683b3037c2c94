// The page that leads into the second workspace, and the ways into the settings of both.
import type Router from '@koa/router';
import type { DemoView, DemoWorld } from './page-world.ts';
import { SECOND } from './scene/second-workspace.ts';

/** Signs the browser in as the workspace's first admin, and leads to its settings at the service. */
export function settingsUrl(view: DemoView): string {
  return signedInAt(view, view.place.workspaceId, `${view.serviceUrl}/sign-in`, { hurry: 'yes' });
}

function signedInAt(
  { intercom }: DemoWorld,
  workspaceId: string,
  to: string,
  more: Record<string, string> = {},
): string {
  const [admin] = intercom.workspace(workspaceId).admins;
  return `${intercom.url}/sign-in-as?${new URLSearchParams({ who: `${workspaceId}/${admin?.id}`, to, ...more })}`;
}

/** As the pages of the service spell a number; a line never ends within it. */
function inWords(e164: string): string {
  const spelled = e164
    .replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3')
    .replace(/^\+44(\d{2})(\d{4})(\d{4})$/, '+44 $1 $2 $3');
  return spelled.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
}

/** Fills the gaps of `page`. No value comes from a request. */
export function serveSecond(router: Router, worldNow: () => DemoWorld, page: string): void {
  router.get('/second', (ctx) => {
    const world = worldNow();
    const values: Readonly<Record<string, string>> = {
      ...SECOND,
      pool: SECOND.pool.map(inWords).join(', '),
      installUrl: signedInAt(world, SECOND.workspaceId, `${world.serviceUrl}/install`).replaceAll('&', '&amp;'),
      phone: inWords('+14155550132'),
    };
    ctx.type = 'html';
    ctx.body = page.replace(/\$(\w+)\$/g, (_, name: string) => values[name] ?? '');
  });
  router.get('/second/steps', (ctx) => {
    ctx.body = stepsDone(worldNow());
  });
}

/** How far the install of the second workspace is, as both pretend vendors see it. */
function stepsDone({ intercom, twilio, traffic, serviceUrl }: DemoWorld): Record<string, boolean> {
  const { workspaceId, accountSid } = SECOND;
  const account = twilio.account(accountSid);
  const leadsHere = (url: string | null): boolean => url?.startsWith(serviceUrl) ?? false;
  const services = twilio.services().filter((service) => service.accountSid === accountSid);
  return {
    installed: intercom.workspace(workspaceId).installed,
    connected: traffic.exchanges.some(({ path, status }) => status === 200 && path.includes(accountSid)),
    webhook:
      account.numbers().some(({ smsUrl }) => leadsHere(smsUrl)) ||
      services.some(({ inboundRequestUrl }) => leadsHere(inboundRequestUrl)),
    text: account.messages().some(({ direction }) => direction === 'outbound-api'),
  };
}
