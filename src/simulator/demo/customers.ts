// The phones on the demo page: made-up people with fictional numbers, and numbers at which texts are known to fail.
import { magicNumberFor } from '../twilio/fares.ts';

export interface Customer {
  readonly number: string;
  readonly name: string;
  readonly kind: CustomerKind;
  /** The reason why texts do not reach this phone; empty for an ordinary one. */
  readonly hint: string;
}

export const CUSTOMER_KINDS = [
  'ordinary',
  'out-of-service',
  'landline',
  'filtered',
  'opted-out',
  'texted-by-agent',
] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

type TroubledKind = Exclude<CustomerKind, 'ordinary' | 'texted-by-agent'>;

const NAMES = [
  'Maya Example',
  'Jonas Sample',
  'Amina Specimen',
  'Pavel Placeholder',
  'Lucía Ejemplo',
  'Noor Fictional',
  'Tomás Modelo',
  'Greta Muster',
];

// North America keeps 555-0100 to 555-0199 of every area for stories: https://en.wikipedia.org/wiki/555_(telephone_number)
const FIRST_NUMBERS = ['+14155550132', '+12125550147', '+13125550163', '+12065550118', '+16175550175', '+13035550129'];
const AREAS = ['415', '212', '312', '206', '617', '303', '512', '404', '503', '702'];

const TROUBLED: Readonly<Record<TroubledKind, Omit<Customer, 'kind'>>> = {
  'out-of-service': {
    number: magicNumberFor(30005),
    name: 'Out of service',
    hint: 'Replies to this phone end undelivered with Twilio error 30005: the number is unknown or no longer in service.',
  },
  landline: {
    number: magicNumberFor(30006),
    name: 'Landline',
    hint: 'Replies to this phone end undelivered with Twilio error 30006: it is a landline, or its carrier accepts no texts.',
  },
  filtered: {
    number: magicNumberFor(30007),
    name: 'Filtered as spam',
    hint: 'Replies to this phone end undelivered with Twilio error 30007: a carrier filtered them as spam.',
  },
  // Twilio's own magic number: https://www.twilio.com/docs/iam/test-credentials
  'opted-out': {
    number: '+15005550004',
    name: 'Opted out before',
    hint: 'Twilio refuses replies to this phone with error 21610: the customer opted out before Threadwire knew it.',
  },
};

export class Customers {
  readonly #customers: Customer[] = [];
  #made = 0;

  constructor() {
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

  /** Adds a phone that an agent texted first, so that the page shows it. */
  adopt(number: string): Customer {
    return (
      this.find(number) ?? this.#addToList({ number, name: 'Texted by an agent', kind: 'texted-by-agent', hint: '' })
    );
  }

  #next(): Customer {
    const turn = this.#made;
    this.#made += 1;
    const name = NAMES[turn] ?? `Customer ${turn + 1}`;
    const free = FIRST_NUMBERS[turn] ?? freeNumber(turn - FIRST_NUMBERS.length);
    return { number: free, name, kind: 'ordinary', hint: '' };
  }

  #addToList(customer: Customer): Customer {
    this.#customers.push(customer);
    return customer;
  }
}

/** Lines 0100 to 0199 of one area after the other, without the lines that named people have. */
function freeNumber(turn: number): string {
  const numbers = AREAS.flatMap((area) => Array.from({ length: 100 }, (_, line) => `+1${area}5550${100 + line}`));
  const number = numbers.filter((other) => !FIRST_NUMBERS.includes(other))[turn];
  if (number === undefined) throw new RangeError('there are no fictional numbers left');
  return number;
}
