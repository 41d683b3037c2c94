// A pretend Series of Intercom: a webhook block that asks for a text, and a rule block that goes on by the event of its delivery.
// Source: help 5222039 and 8780861: the body is a flat object, and a rule block waits until an event matches or its time is over.
import type { ContactRecord } from '../../intercom/records.ts';
import type { SimulatedWorkspace } from '../../intercom/workspace.ts';

/** A rule block looks every 15 minutes for a day; here the day is this long. */
const DAY_MS = 20_000;
const LOOK_MS = 300;

export interface Run {
  id: number;
  name: string;
  step: string;
  companies: readonly string[];
  /** One for each company of the contact; null while it is on its way. */
  requests: { company: string; status: number | null; answer: string }[];
  branch: 'sending' | 'waiting' | 'yes' | 'no';
}

interface Entered {
  contact: ContactRecord;
  companies: readonly string[];
}

interface Address {
  url(step: string): string;
  key: string;
}

/** The tag of contacts who took the branch of those who have the text. */
export const WELCOMED = 'Welcomed by SMS';

export class Series {
  readonly runs: Run[] = [];
  readonly #workspace: SimulatedWorkspace;
  readonly #address: Address;

  constructor(workspace: SimulatedWorkspace, address: Address) {
    this.#workspace = workspace;
    this.#address = address;
  }

  /** A contact enters. The Series goes on by itself. */
  enter({ contact, companies }: Entered): Run {
    const id = this.runs.length + 1;
    const requests = companies.map((company) => ({ company, status: null, answer: '' }));
    const run: Run = {
      ...{ id, name: contact.name ?? contact.phone ?? '', step: `welcome-${id}` },
      ...{ companies, requests, branch: 'sending' },
    };
    this.runs.unshift(run);
    void this.#goOn(run, contact);
    return run;
  }

  async #goOn(run: Run, contact: ContactRecord): Promise<void> {
    await Promise.all(run.requests.map((request) => this.#post(run, contact, request)));
    run.branch = 'waiting';
    const until = performance.now() + DAY_MS;
    while (!this.#isDelivered(run, contact) && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS).unref());
    run.branch = this.#isDelivered(run, contact) ? 'yes' : 'no';
    if (run.branch === 'yes') this.#workspace.tagContact(contact.id, WELCOMED);
  }

  async #post(run: Run, contact: ContactRecord, request: Run['requests'][number]): Promise<void> {
    const block = { contact_id: contact.id, name: contact.name ?? '', plan: 'Team', company: request.company };
    try {
      const response = await fetch(this.#address.url(run.step), {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#address.key}`, 'content-type': 'application/json' },
        body: JSON.stringify(block),
      });
      request.answer = (await response.text()).slice(0, 500);
      request.status = response.status;
    } catch {
      request.answer = 'No answer.';
      request.status = 0;
    }
  }

  #isDelivered({ step }: Run, { id }: ContactRecord): boolean {
    const isIt = (name: string) => name === 'sms-delivered';
    return this.#workspace
      .events()
      .some((event) => event.contactId === id && isIt(event.name) && event.metadata['step'] === step);
  }
}
