// A phone without a person: it floods our number with texts, or answers each of a bot's by itself.
import { composerHtml } from '../composer-html.ts';
import { type DemoView, ourNumber } from '../page-world.ts';
import { Browser } from './browser.ts';
import { conversationOf, until } from './morning.ts';

/** More than the twenty a minute that stand alone. */
const FLOOD = 40;
/** More than the rounds after which automatic texts stop. */
const ROUNDS = 6;
const ROUND_MS = 4_000;
const away = 'I am out of the office until Monday and will answer when I am back.';
const asks = 'Thank you for your text! Can you tell me the number of your order?';

export function flood(view: DemoView, from: string): void {
  const to = ourNumber(view);
  for (let number = 1; number <= FLOOD; number += 1)
    view.twilio.text({ from, to, body: `Sensor reading ${number}: ${20 + (number % 7)} °C` });
}

/**
 * A bot and an out-of-office text answer each other until the service stops it. `signInUrl` signs an admin in, who has the
 * replies of bots texted.
 */
export async function loop(view: DemoView, from: string, signInUrl: string): Promise<void> {
  await textBots(view, signInUrl);
  const workspace = view.intercom.workspace(view.place.workspaceId);
  const texts = () => view.twilio.text({ from, to: ourNumber(view), body: away });
  const arrived = () => view.twilio.phone(from).filter(({ direction }) => direction === 'in').length;
  if (conversationOf(workspace, { number: from }) === undefined) texts();
  const conversationId = await until(() => conversationOf(workspace, { number: from }));
  for (let round = 0; conversationId !== undefined && round < ROUNDS; round += 1) {
    const [before, parts] = [arrived(), workspace.parts(conversationId).length];
    workspace.botReply(conversationId, { html: composerHtml(asks, []) });
    const came = await until(() => (arrived() > before ? true : undefined), ROUND_MS);
    if (came === undefined) return;
    texts();
    await until(() => (workspace.parts(conversationId).length > parts + 1 ? true : undefined), ROUND_MS);
  }
}

async function textBots(view: DemoView, signInUrl: string): Promise<void> {
  const admin = new Browser();
  await admin.goes(signInUrl);
  await admin.goes(`${view.serviceUrl}/settings/replies`);
  await admin.sends('/settings/replies', { bot_replies: 'always', do: 'save' });
}
