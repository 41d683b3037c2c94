// The people of a story: a customer with a phone, an agent in the inbox. They know nothing of the service.
import type { ConversationRecord, PartRecord } from './intercom/records.ts';
import { OpenPanel } from './open-panel.ts';
import type { World } from './world.ts';

/** Somebody with a phone. */
export class Customer {
  readonly #world: World;
  readonly number: string;

  constructor(world: World, number: string) {
    this.#world = world;
    this.number = number;
  }

  /** Sends a text to our number (or to `to`); returns its MessageSid. */
  texts(
    body: string,
    options: {
      to?: string;
      /** Files by their type; without bytes, the smallest picture. */
      media?: readonly (string | { contentType: string; bytes: Uint8Array })[];
      optOutType?: 'STOP' | 'START' | 'HELP';
      /** Further parameters of the webhook, or others than the usual ones. */
      extra?: Record<string, string>;
    } = {},
  ): string {
    return this.#world.twilio.text({
      from: this.number,
      to: options.to ?? this.#world.ourNumber,
      body,
      ...(options.media
        ? { media: options.media.map((file) => (typeof file === 'string' ? { contentType: file } : file)) }
        : {}),
      ...(options.optOutType ? { optOutType: options.optOutType } : {}),
      ...(options.extra ? { extra: options.extra } : {}),
    });
  }

  /** The texts that arrived on the phone, oldest first. */
  sees(): string[] {
    return this.#world.twilio
      .phone(this.number)
      .filter((text) => text.direction === 'in')
      .map((text) => text.body);
  }
}

/** Somebody in the inbox. */
export class Admin {
  readonly #world: World;
  readonly id: string;

  constructor(world: World, id: string) {
    this.#world = world;
    this.id = id;
  }

  /** Conversations, oldest first. */
  conversations(): readonly ConversationRecord[] {
    return this.#world.workspace.conversations();
  }

  /** The newest conversation, or the one at `index`. */
  conversation(index = -1): ConversationRecord {
    const found = this.conversations().at(index);
    if (!found) throw new Error('There is no such conversation in the inbox.');
    return found;
  }

  /** Replies in the newest conversation as the composer would send it; returns the part's id. */
  replies(words: string, options: { in?: string } = {}): string {
    return this.#world.workspace.reply(options.in ?? this.conversation().id, { html: asHtml(words), adminId: this.id });
  }

  /** The panel beside the newest conversation, freshly opened. */
  async opensPanel(options: { in?: string } = {}): Promise<OpenPanel> {
    return new OpenPanel(this.#world.workspace, options.in ?? this.conversation().id, this.id).opens();
  }

  /** The words of the panel beside the newest conversation, freshly opened. */
  async readsPanel(options: { in?: string } = {}): Promise<string> {
    return (await this.opensPanel(options)).words();
  }

  /** The panel beside the newest conversation, with a text typed that is not sent yet. */
  async isWriting(words: string, options: { in?: string } = {}): Promise<OpenPanel> {
    const panel = await this.opensPanel(options);
    await panel.clicks(/^Write a text/);
    return panel.types('Text', words);
  }

  notes(words: string, options: { in?: string } = {}): string {
    return this.#world.workspace.note(options.in ?? this.conversation().id, { html: asHtml(words), adminId: this.id });
  }

  /** A conversation's authors and words, oldest first, without state changes that have no words. */
  sees(conversationId = this.conversation().id): string[] {
    return this.#world.workspace
      .parts(conversationId)
      .filter((part) => part.body !== null && part.body !== '')
      .map((part) => `${who(part)}: ${asText(part.body ?? '')}`);
  }
}

function who(part: PartRecord): string {
  if (part.partType === 'note') return 'note';
  return part.author.type === 'admin' || part.author.type === 'bot' ? part.author.type : 'customer';
}

function asHtml(words: string): string {
  if (/^\s*</.test(words)) return words;
  return words
    .split('\n')
    .map((line) => `<p class="no-margin">${escapeHtml(line)}</p>`)
    .join('');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function asText(html: string): string {
  return html
    .replace(/<\/p>\s*<p[^>]*>/g, '\n')
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
