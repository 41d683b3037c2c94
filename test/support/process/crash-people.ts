// A customer and an agent who talk through a service that may be dead.
import { createHmac } from 'node:crypto';
import { signatureOf } from '../../../src/simulator/twilio/signing.ts';
import { conversation, conversationPart, notificationEvent, withParts } from '../../fixtures/intercom-webhooks.ts';
import { inboundText } from '../../fixtures/twilio-forms.ts';
import { ACCOUNT, OUR_NUMBER, type Scene, SECRET, WORKSPACE } from './crash-scene.ts';
import { afterRandomTime, insist } from './patience.ts';

/** A customer and the agent who answers them; both keep trying until the service has accepted their words. */
export class Pair {
  readonly #scene: Scene;
  readonly number: string;
  readonly textsAccepted: string[] = [];
  readonly repliesAccepted: string[] = [];
  #sent = 0;

  constructor(scene: Scene, index: number) {
    this.#scene = scene;
    this.number = `+1415555${String(1000 + index)}`;
  }

  async meet(): Promise<void> {
    await this.#text('hello');
    while (this.inInbox().length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  /** `most`: after so many texts the customer only reads, so that no flood begins. */
  async talk(isOver: () => boolean, most: number): Promise<void> {
    const say = async (one: (body: string) => Promise<void>, word: string, rounds: number) => {
      for (let round = 0; !isOver() && round < rounds; round += 1) {
        await one(`${word} ${round}`);
        // So many that the service is always busy when it is killed, and so few that it is soon done.
        await afterRandomTime(100, 900);
      }
    };
    await Promise.all([
      say((body) => this.#text(body), 'question', most),
      say((body) => this.#reply(body), 'answer', Number.POSITIVE_INFINITY),
    ]);
  }

  /** Writes in the inbox, without a webhook. */
  writesUnheard(words: string): void {
    this.#scene.intercom.workspace(WORKSPACE).reply(this.#conversation()?.id ?? '', { html: `<p>${words}</p>` });
  }

  async says(body: string): Promise<void> {
    await this.#text(body);
  }

  async answers(body: string): Promise<void> {
    await this.#reply(body);
  }

  isTagged(): boolean {
    return (this.#conversation()?.tags.length ?? 0) > 0;
  }

  isDone(): boolean {
    return this.inInbox().length >= this.textsAccepted.length && this.onPhone().length >= this.repliesAccepted.length;
  }

  inInbox(): string[] {
    const conversation = this.#conversation();
    if (!conversation) return [];
    return this.#scene.intercom
      .workspace(WORKSPACE)
      .parts(conversation.id)
      .filter((part) => part.author.type === 'user' && part.body)
      .flatMap((part) => textsIn((part.body ?? '').replace(/<[^>]+>/g, '\n')));
  }

  /** The notes of Threadwire in the conversation. */
  notes(): string[] {
    const conversation = this.#conversation();
    const parts = conversation ? this.#scene.intercom.workspace(WORKSPACE).parts(conversation.id) : [];
    return parts.flatMap(({ body }) => (body?.includes('Threadwire: ') ? [body] : []));
  }

  onPhone(): string[] {
    return this.#scene.twilio
      .phone(this.number)
      .filter((text) => text.direction === 'in')
      .map((text) => text.body);
  }

  #conversation() {
    const { intercom } = this.#scene;
    const contact = intercom
      .workspace(WORKSPACE)
      .contacts()
      .find((one) => one.phone === this.number);
    const conversations = intercom.workspace(WORKSPACE).conversations();
    return conversations.find((one) => contact && one.contactIds.includes(contact.id));
  }

  async #text(body: string): Promise<void> {
    this.#sent += 1;
    const sid = `SM${createHmac('md5', this.number).update(String(this.#sent)).digest('hex')}`;
    const form = {
      ...inboundText,
      MessageSid: sid,
      AccountSid: ACCOUNT,
      From: this.number,
      To: OUR_NUMBER,
      Body: body,
    };
    const url = `${this.#scene.publicUrl}/webhooks/twilio/${WORKSPACE}/messages`;
    await insist(() =>
      fetch(url, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { 'X-Twilio-Signature': signatureOf('token', url, form) },
      }),
    );
    this.textsAccepted.push(body);
  }

  async #reply(body: string): Promise<void> {
    const { intercom, publicUrl } = this.#scene;
    const own = this.#conversation();
    if (!own) throw new Error('There is nobody to answer yet.');
    const workspace = intercom.workspace(WORKSPACE);
    const partId = workspace.reply(own.id, { html: `<p>${body}</p>` });
    const seconds = Math.floor(Date.now() / 1000);
    const part = conversationPart({
      id: partId,
      body: `<p>${body}</p>`,
      created_at: seconds,
      author: { type: 'admin', id: workspace.admins[0]?.id },
    });
    const item = conversation({
      id: own.id,
      updated_at: seconds,
      // A reply may be faster than the answer to the call that made its conversation: its contacts identify it.
      contacts: { type: 'contact.list', contacts: own.contactIds.map((id) => ({ type: 'contact', id })) },
      ...withParts([part]),
    });
    const raw = JSON.stringify({
      ...notificationEvent,
      id: `notif_${partId}`,
      app_id: WORKSPACE,
      topic: 'conversation.admin.replied',
      created_at: seconds,
      data: { ...notificationEvent.data, item },
    });
    const signature = `sha1=${createHmac('sha1', SECRET).update(raw).digest('hex')}`;
    await insist(() =>
      fetch(`${publicUrl}/webhooks/intercom`, {
        method: 'POST',
        body: raw,
        headers: { 'Content-Type': 'application/json', 'X-Hub-Signature': signature },
      }),
    );
    this.repliesAccepted.push(body);
  }
}

/** The texts of a part: several where a flood joined them. */
function textsIn(words: string): string[] {
  const lines = words.split('\n').filter((line) => line !== '');
  const [first = '', ...rest] = lines;
  return /^\d+ texts within a minute:$/.test(first) ? rest.map((line) => line.replace(/^• /, '')) : lines;
}
