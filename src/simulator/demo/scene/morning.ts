// A busy morning: forty customers text at once, and agents, a bot and the panel answer some of them, all as live.
import { setTimeout as wait } from 'node:timers/promises';
import type { SimulatedWorkspace } from '../../intercom/workspace.ts';
import { OpenPanel } from '../../open-panel.ts';
import { composerHtml } from '../composer-html.ts';
import { ourNumber } from '../page-world.ts';
import type { Customer } from './customers.ts';
import { CAST, type Extra, type Fate } from './morning-cast.ts';
import { pictureOfParcel } from './samples.ts';
import type { Scene, ShownScene } from './scene.ts';

/** Longer than a text takes while both vendors work; with a fault on, the rest of the morning is left out. */
const LONGEST_WAIT_MS = 20_000;
const LOOK_MS = 25;
/** Older than an answer may get before an agent is asked whether it should still go. */
const LATE_SECONDS = 6 * 3600;

/** Begins everybody's text at once; `progress` is told of each customer who is done. */
export async function playMorning(
  scene: Scene,
  { view }: ShownScene,
  progress: (done: number, of: number) => void,
): Promise<void> {
  const workspace = view.intercom.workspace(view.place.workspaceId);
  const to = ourNumber(view);
  let done = 0;
  const [agent, colleague] = workspace.admins;
  const play = async (extra: Extra, turn: number): Promise<void> => {
    const customer = extra.fate.kind === 'stranger' ? scene.customers.addStranger() : scene.customers.add('ordinary');
    scene.extras.add(customer.number);
    if (extra.fate.kind === 'failed') view.twilio.fare(customer.number, { errorCode: extra.fate.code });
    const texts = (body: string): void => {
      const media = extra.fate.kind === 'picture' ? { media: [pictureOfParcel()] } : {};
      view.twilio.text({ from: customer.number, to, body, ...media });
    };
    texts(extra.texts);
    const conversationId = await until(() => conversationOf(workspace, customer));
    const adminId = (turn % 2 === 0 ? agent : colleague)?.id ?? '';
    if (conversationId !== undefined) await goOn(extra.fate, { workspace, conversationId, adminId, texts });
    done += 1;
    progress(done, CAST.length);
  };
  await Promise.all(CAST.map(play));
}

async function goOn(
  fate: Fate,
  at: { workspace: SimulatedWorkspace; conversationId: string; adminId: string; texts(body: string): void },
): Promise<void> {
  const { workspace, conversationId, adminId } = at;
  const answer = (words: string, more = {}): void =>
    void workspace.reply(conversationId, { adminId, html: composerHtml(words, []), ...more });
  switch (fate.kind) {
    case 'answered':
    case 'failed':
      return answer(fate.answer);
    case 'closed':
      answer(fate.answer);
      return void workspace.close(conversationId, { adminId });
    case 'by-bot':
      return void workspace.botReply(conversationId, { html: composerHtml(fate.answer, []) });
    case 'late':
      return answer(fate.answer, { createdAt: Math.floor(Date.now() / 1000) - LATE_SECONDS });
    case 'scheduled':
      return schedule(new OpenPanel(workspace, conversationId, adminId), fate.answer);
    case 'stopped':
      return at.texts('STOP');
    case 'answered-after-stop': {
      const before = workspace.parts(conversationId).length;
      at.texts('STOP');
      await until(() => (workspace.parts(conversationId).length > before ? true : undefined));
      return answer(fate.answer);
    }
    case 'waiting':
    case 'picture':
    case 'stranger':
      return;
  }
}

/** As an agent does it in the panel, for tomorrow. */
async function schedule(panel: OpenPanel, words: string): Promise<void> {
  await panel.opens();
  await panel.clicks(/^Write a text/);
  panel.types('Text', words);
  await panel.clicks('Send later');
  await panel.clicks(/^Tomorrow/);
  await panel.clicks('Schedule');
}

export function conversationOf(
  workspace: SimulatedWorkspace,
  { number }: Pick<Customer, 'number'>,
): string | undefined {
  const own = new Set(workspace.contacts().flatMap(({ id, phone }) => (phone === number ? [id] : [])));
  return workspace.conversations().find(({ contactIds }) => contactIds.some((id) => own.has(id)))?.id;
}

/** Undefined where it did not come about in time. */
export async function until<T>(look: () => T | undefined, longestMs = LONGEST_WAIT_MS): Promise<T | undefined> {
  const end = Date.now() + longestMs;
  for (;;) {
    const found = look();
    if (found !== undefined || Date.now() > end) return found;
    await wait(LOOK_MS);
  }
}
