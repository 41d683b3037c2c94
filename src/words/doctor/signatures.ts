// The doctor on requests: their signatures, their form, and the rules by which Twilio calls us.
import type {
  CallChanges,
  CallRisk,
  RefusedReason,
  RefusedSum,
  SignatureFound,
} from '../../domain/doctor/found/signatures.ts';
import { count } from '../counts.ts';
import { product } from '../names.ts';
import type { Words } from '../say.ts';
import { fullTime } from '../times.ts';
import type { Told } from './told.ts';

type Signatures = Extract<SignatureFound, { check: 'signatures' }>;
type SigningKey = Extract<SignatureFound, { check: 'signing-key' }>;
type Rule = Extract<SignatureFound, { check: 'webhooks-rule' }>;
type RefusedRequests = Extract<SignatureFound, { check: 'refused-requests' }>;

const refused = 'Texts from Twilio are refused';

export const signatureWords = (zone: string): Words<Signatures, Told> => ({
  'changed-on-the-way': ({ called, arrives }) => ({
    title: refused,
    cause: `Something changes their address on the way: Twilio calls one that ends in ${queryWords(called)}, and it arrives with ${queryWords(arrives)}. The operator must make the proxy in front of ${product} pass on the whole address.`,
  }),
  unproven: ({ requests }) => ({
    title: 'Requests with a wrong signature',
    cause: `${count(requests, 'request')} named your Twilio account, but had a wrong signature. Once Twilio answers again, ${product} asks whether they are real.`,
  }),
  verified: ({ refused: times }) => ({
    title: 'Texts from Twilio are verified',
    cause:
      times === 0
        ? 'No request was refused in the last day.'
        : `${count(times, 'request was', 'requests were')} refused in the last day: sent by somebody else, or accepted since.`,
  }),
  waiting: ({ requests, until }) => ({
    title: `${count(requests, 'request')} from Twilio can be accepted now`,
    cause: `The set-up was wrong until ${fullTime(new Date(until), zone)}, so ${requests === 1 ? 'it was' : 'they were'} refused and kept for a day. Twilio signed ${requests === 1 ? 'it' : 'them'}.`,
  }),
  'wrong-address': ({ signed, own }) => ({
    title: refused,
    cause: `They are signed for ${signed}, but this service is set up as ${own}. If ${own} is its address, set the webhooks at Twilio to it. If not, the operator must set PUBLIC_URL to ${signed}.`,
  }),
  'wrong-key': ({ keyId, requests }) => ({
    title: refused,
    cause: `Twilio signs with another secret of the signing key ${keyId} than the one that is set here. ${keptUntil(requests)}`,
  }),
  'wrong-token': ({ requests }) => ({
    title: refused,
    cause: `Their signatures are wrong: Twilio signs with the primary Auth Token of the account that has the number, and another one is set here. ${keptUntil(requests)}`,
  }),
});

function keptUntil(requests: number): string {
  return `${count(requests, 'request is', 'requests are')} kept for a day, until you enter the right one.`;
}

function queryWords(query: string | null): string {
  return query === null ? 'no query' : `“?${query}”`;
}

export const signingKeyWords: Words<SigningKey, Told> = {
  'missing-for-requests': ({ keyId, requests }) => ({
    title: notSet(keyId),
    cause: `${count(requests, 'request')} of the last day ${requests === 1 ? 'is' : 'are'} signed with it and kept, because texts signed with it are refused. Add its secret under Signing keys.`,
  }),
  'missing-for-rule': ({ keyId, rule, percentage }) => ({
    title: notSet(keyId),
    cause: `The Webhooks Rule “${rule}” at Twilio signs ${shareOf(percentage)} with this key, so texts are refused. Add its secret under Signing keys.`,
  }),
};

function notSet(keyId: string): string {
  return `The secret of the signing key ${keyId} is not set`;
}

function shareOf(percentage: number): string {
  return percentage === 100 ? 'all calls' : `${percentage} of 100 calls`;
}

export const ruleWords: Words<Rule, Told> = {
  'changes-calls': ({ rule, changes, risks }) => ({
    title: `A Webhooks Rule changes how Twilio calls ${product}`,
    cause: [
      ...changesOf(rule, changes),
      ...risks.map((risk) => riskWords[risk]),
      ...(risks.length > 0 ? ['Change its connection settings in the Twilio Console.'] : []),
    ].join(' '),
  }),
  'signs-nothing': ({ rule, percentage }) => ({
    title: 'A Webhooks Rule turns Twilio’s signatures off',
    cause: `Twilio sends ${shareOf(percentage)} without a signature because of the rule “${rule}”, and ${product} refuses those. Change the rule in the Twilio Console.`,
  }),
  'signs-with-key': ({ keyId, rule, percentage }) => ({
    title: `Twilio signs with the key ${keyId}`,
    cause: `The Webhooks Rule “${rule}” says so for ${shareOf(percentage)}, and the secret of the key is set here.`,
  }),
};

function changesOf(rule: string, { connection, isAuthorized }: CallChanges): string[] {
  return [
    connection === null
      ? `The rule is “${rule}”.`
      : `The rule “${rule}” makes Twilio wait ${connection.connectMs} ms for a connection and ${connection.readMs} ms for an answer, and try ${count(connection.retries, 'more time', 'more times')}, whatever ${product} asks for.`,
    ...(isAuthorized ? [`It sends a login along, which ${product} does not need.`] : []),
  ];
}

const riskWords: Readonly<Record<CallRisk, string>> = {
  'no-retry': `A text that comes while ${product} restarts is lost.`,
  'short-wait': 'An answer may take a little longer than that.',
};

export const refusedRequestsWords = (zone: string): Words<RefusedRequests, Told> => ({
  refused: ({ sums }) => ({
    title: 'Unusable requests were refused',
    cause: [
      ...sums.map((sum) => sumWords(sum, zone)),
      'Anybody can call these addresses, so these requests may be from strangers. If texts are missing, the operator must check the proxy in front of the service.',
    ].join(' '),
  }),
});

function sumWords({ route, reason, times, last }: RefusedSum, zone: string): string {
  const words = times === 1 ? reasonWords[reason].replace(/^were /, 'was ') : reasonWords[reason];
  return `${count(times, 'request')} at the address ${routeNames[route] ?? 'for the vendors'} ${words}, the last ${fullTime(new Date(last), zone)}.`;
}

const routeNames: Readonly<Record<string, string>> = {
  intercom: 'for Intercom’s webhooks',
  twilio: 'near those for texts',
  'twilio-messages': 'for texts',
  'twilio-status': 'for the status of texts',
};

/** Said of `they`. */
const reasonWords: Readonly<Record<RefusedReason, string>> = {
  failed: 'failed because of a fault in this service',
  'foreign-account': 'were signed by Twilio for another account than the connected one',
  malformed: 'were signed by the vendor and could not be understood',
  'timed-out': 'did not come to an end in time',
  'too-large': 'were larger than anything that Intercom or Twilio sends',
  'too-many-fields': 'had more fields than anything that Twilio sends',
  unreadable: 'could not be read',
  'wrong-address': 'named an address of this workspace that does not exist',
  'wrong-encoding': 'were compressed in a way that is not read here',
  'wrong-method': 'were called with another method than POST',
  'wrong-type': 'had a content type that is not read here',
};
