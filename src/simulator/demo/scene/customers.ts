// The phones on the demo page: made-up people with fictional numbers, and numbers at which texts are known to fail.
import { magicNumberFor } from '../../twilio/fares.ts';

export interface Customer {
  readonly number: string;
  /** As Intercom's contact is called; null for somebody whom it does not know. */
  readonly name: string | null;
  readonly kind: CustomerKind;
  /** The reason why texts do not reach this phone; empty for an ordinary one. */
  readonly hint: string;
}

export const CUSTOMER_KINDS = ['ordinary', 'out-of-service', 'landline', 'filtered', 'opted-out', 'adopted'] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

type TroubledKind = Exclude<CustomerKind, 'ordinary' | 'adopted'>;

const FIRST_NAMES =
  'Maya Jonas Amina Pavel Lucía Noor Tomás Greta Ravi Chloe Oskar Yuki Fatima Diego Anja Kofi Elif Marco Ingrid Samir Leila Hugo Mei Viktor Zoe Idris Nadia Felix Aisha Bruno Carmen Dario Esther Farid Gloria Henrik Irina Jamal Karin Luis'.split(
    ' ',
  );
/** The word for a made-up person in several languages. */
const LAST_NAMES = ['Example', 'Sample', 'Specimen', 'Muster', 'Ejemplo', 'Modelo', 'Placeholder', 'Fictional'];

// North America keeps 555-0100 to 555-0199 of every area for stories: https://en.wikipedia.org/wiki/555_(telephone_number)
const FIRST_NUMBERS = ['+14155550132', '+12125550147', '+13125550163', '+12065550118', '+16175550175', '+13035550129'];
const AREAS = ['415', '212', '312', '206', '617', '303', '512', '404', '503', '702'];

const TROUBLED: Readonly<Record<TroubledKind, Omit<Customer, 'kind'>>> = {
  'out-of-service': {
    number: magicNumberFor(30005),
    name: 'Olga Disconnected',
    hint: 'Replies to this phone end undelivered with Twilio error 30005: the number is unknown or no longer in service.',
  },
  landline: {
    number: magicNumberFor(30006),
    name: 'Walter Landline',
    hint: 'Replies to this phone end undelivered with Twilio error 30006: it is a landline, or its carrier accepts no texts.',
  },
  filtered: {
    number: magicNumberFor(30007),
    name: 'Iris Filtered',
    hint: 'Replies to this phone end undelivered with Twilio error 30007: a carrier filtered them as spam.',
  },
  // Twilio's own magic number: https://www.twilio.com/docs/iam/test-credentials
  'opted-out': {
    number: '+15005550004',
    name: 'Otto Optedout',
    hint: 'Twilio refuses replies to this phone with error 21610: the customer opted out before Threadwire knew it.',
  },
};

const troubledKinds: readonly TroubledKind[] = ['out-of-service', 'landline', 'filtered', 'opted-out'];

/** Told of each phone as it joins, so that Intercom may know its owner. */
type OnJoin = (customer: Customer) => void;

export class Customers {
  readonly #customers: Customer[] = [];
  readonly #onJoin: OnJoin;
  /** Numbers and names given so far. */
  #made = 0;
  #named = 0;

  constructor(onJoin: OnJoin) {
    this.#onJoin = onJoin;
    this.add('ordinary');
  }

  list(): readonly Customer[] {
    return this.#customers;
  }

  find(number: string): Customer | undefined {
    return this.#customers.find((customer) => customer.number === number);
  }

  /** The next made-up person; of the numbers with a fixed fate there is one each, which is given again. */
  add(kind: TroubledKind | 'ordinary'): Customer {
    if (kind === 'ordinary') return this.#addToList(this.#next());
    const known = this.find(TROUBLED[kind].number);
    return known ?? this.#addToList({ ...TROUBLED[kind], kind });
  }

  /** Somebody whom Intercom does not know yet. */
  addStranger(): Customer {
    return this.#addToList({ number: this.#nextNumber(), name: null, kind: 'ordinary', hint: '' });
  }

  /** Adds a phone that nobody added at the page: an agent texted it first, or it texted from elsewhere. */
  adopt(number: string, { byAgent }: { byAgent: boolean }): Customer {
    const troubled = troubledKinds.find((kind) => TROUBLED[kind].number === number);
    if (troubled) return this.add(troubled);
    const hint = byAgent ? 'An agent texted this number first.' : '';
    return this.find(number) ?? this.#addToList({ number, name: null, kind: 'adopted', hint });
  }

  #next(): Customer {
    this.#named += 1;
    return { number: this.#nextNumber(), name: nameAt(this.#named - 1), kind: 'ordinary', hint: '' };
  }

  #nextNumber(): string {
    const turn = this.#made;
    this.#made += 1;
    return FIRST_NUMBERS[turn] ?? freeNumber(turn - FIRST_NUMBERS.length);
  }

  #addToList(customer: Customer): Customer {
    this.#customers.push(customer);
    this.#onJoin(customer);
    return customer;
  }
}

function nameAt(turn: number): string {
  const first = FIRST_NAMES[turn % FIRST_NAMES.length];
  const round = Math.floor(turn / FIRST_NAMES.length);
  return `${first} ${LAST_NAMES[(turn + round) % LAST_NAMES.length]}`;
}

/** Lines 0120 to 0199 of one area after the other: businesses have those below. Numbers that were given first are left out. */
function freeNumber(turn: number): string {
  const numbers = AREAS.flatMap((area) => Array.from({ length: 80 }, (_, line) => `+1${area}5550${120 + line}`));
  const number = numbers.filter((other) => !FIRST_NUMBERS.includes(other))[turn];
  if (number === undefined) throw new RangeError('there are no fictional numbers left');
  return number;
}
