// The addresses at which a started service is reached, for whoever sees it start on a terminal.
import type { ProcessRole } from '../app.ts';
import type { Config } from '../config.ts';
import { installPath } from '../domain/install-path.ts';
import { bare, textUrls } from '../twilio/webhook-urls.ts';
import { nextSteps } from '../words/operator/start.ts';

/** As it stands in an address until a workspace has installed the app. */
const ANY_WORKSPACE = 'WORKSPACE_ID';

export function tellNextSteps(
  config: Pick<Config, 'publicUrl' | 'privateWorkspace'>,
  role: ProcessRole,
  port: number,
): string {
  const { publicUrl, privateWorkspace } = config;
  const forPeople = {
    install: `${publicUrl}${installPath(null)}`,
    signIn: `${publicUrl}/sign-in`,
    webhooks: `${publicUrl}/webhooks/intercom`,
    redirect: `${publicUrl}/oauth/callback`,
    canvas: `${publicUrl}/canvas/initialize, ${publicUrl}/canvas/submit`,
    twilio: bare(textUrls(publicUrl, ANY_WORKSPACE).main),
  };
  return nextSteps({
    forPeople: role === 'worker' ? null : forPeople,
    health: `http://127.0.0.1:${port}/readyz`,
    isPrivate: privateWorkspace !== undefined,
  });
}
