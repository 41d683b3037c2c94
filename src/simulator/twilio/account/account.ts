// One pretend account as tests and the demo have it, with its owner's acts in the Console.
import type { Account, Listing, OwnNumber, WebhookRule } from '../records.ts';
import type { MessageRecord, TwilioWorld } from '../state.ts';
import { statusOf } from './accounts.ts';
import { accountOf } from './new-account.ts';

export class SimulatedAccount {
  readonly sid: string;
  readonly #world: TwilioWorld;

  constructor(world: TwilioWorld, sid: string) {
    this.sid = accountOf(world, sid).sid;
    this.#world = world;
  }

  /** With its owner's: a subaccount of a suspended account is suspended. */
  get status(): Account['status'] {
    return statusOf(this.#world, this.#record());
  }

  numbers(): readonly Readonly<OwnNumber>[] {
    return [...this.#world.numbers.values()].filter(({ accountSid }) => accountSid === this.sid);
  }

  messages(): readonly MessageRecord[] {
    this.#world.postOffice.catchUp();
    return [...this.#world.messages.values()].filter(({ accountSid }) => accountSid === this.sid);
  }

  setStatus(status: Account['status']): void {
    this.#record().status = status;
  }

  rename(friendlyName: string): void {
    this.#record().friendlyName = friendlyName;
  }

  /** From now on a trial account may text this number. */
  verify(phoneNumber: string): void {
    this.#record().verified.add(phoneNumber);
  }

  /** From now on it may text verified numbers only, with a sentence before its words. */
  makeTrial(): void {
    this.#record().type = 'Trial';
  }

  /** Switches message redaction on, or has the list of messages lag. */
  setListing(listing: Partial<Listing>): void {
    this.#record().listing = { ...this.#record().listing, ...listing };
  }

  /** Makes a trial account a full one. */
  upgrade(): void {
    this.#record().type = 'Full';
  }

  addApiKey(key: { sid: string; secret: string; kind?: 'standard' | 'main' }): void {
    this.#record().apiKeys.set(key.sid, { kind: 'standard', ...key });
  }

  removeApiKey(sid: string): void {
    this.#record().apiKeys.delete(sid);
  }

  /**
   * Makes a secondary token: both are accepted for calls, webhooks are still signed with the old one.
   * https://www.twilio.com/docs/usage/security
   */
  startRotation(newToken: string): void {
    this.#record().secondaryToken = newToken;
  }

  /** Promotes the secondary token: from now on only it is accepted, and it signs. API keys stay in force. */
  finishRotation(): void {
    const account = this.#record();
    if (account.secondaryToken === null) throw new Error('no rotation has been started');
    account.authToken = account.secondaryToken;
    account.secondaryToken = null;
  }

  addSharedKey(id: string, secret: string): void {
    this.#record().sharedKeys.set(id, secret);
  }

  /** Replaces those that were there. https://www.twilio.com/docs/usage/webhooks */
  setWebhookRules(rules: WebhookRule[], { areShown = true } = {}): void {
    Object.assign(this.#record(), { webhookRules: rules, showsWebhookRules: areShown });
  }

  // Looked up each time, because an account that is added again replaces the one before.
  #record(): Account {
    return accountOf(this.#world, this.sid);
  }
}
