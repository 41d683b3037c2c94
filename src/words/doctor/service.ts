// The doctor on the service itself: its address, its queue, its clock, its keys.
import type { SelfTestFailure, ServiceFound } from '../../domain/doctor/found/service.ts';
import type { Vendor } from '../../domain/vendors.ts';
import { count, listOf } from '../counts.ts';
import { tellLockedSecrets } from '../locked-secrets.ts';
import { product, vendorNames } from '../names.ts';
import { say, type Words } from '../say.ts';
import { standstills } from '../standstills.ts';
import type { Told } from './told.ts';

type Address = Extract<ServiceFound, { check: 'address' }>;
type Queue = Extract<ServiceFound, { check: 'queue' }>;
type Clock = Extract<ServiceFound, { check: 'clock' }>;
type Secrets = Extract<ServiceFound, { check: 'secrets' }>;

export const addressWords: Words<Address, Told> = {
  'not-reached': ({ url, failure, isKnown }) => ({
    title: 'This service does not reach itself at its own address',
    cause: `${url}: ${say(selfTestFailures, failure)}. ${isKnown ? 'If Intercom and Twilio reach it all the same, nothing is wrong. If not, the' : 'Neither Intercom nor Twilio has reached it yet. The'} operator must check PUBLIC_URL and the proxy in front of ${product}.`,
  }),
  reached: ({ url }) => ({ title: 'This service is reached at its address', cause: url }),
};

const selfTestFailures: Words<SelfTestFailure> = {
  'no-answer': ({ detail }) => `no answer (${detail})`,
  status: ({ status }) => `the answer was ${status}`,
};

export const queueWords: Words<Queue, Told> = {
  'in-time': { title: 'Nothing is late', cause: 'Texts are handled as they come.' },
  late: ({ seconds }) => ({
    title: 'Texts are late',
    cause: `The oldest has waited ${seconds} s. The operator must check that the worker runs and keeps up.`,
  }),
  stuck: ({ seconds }) => ({
    title: 'Texts stand still',
    cause: `The oldest has waited ${count(Math.floor(seconds / 60), 'minute')}. The operator must check that the worker runs.`,
  }),
};

export const clockWords: Words<Clock, Told> = {
  right: { title: 'The clock is right', cause: 'It agrees with the vendors.' },
  wrong: ({ vendor, ahead }) => ({
    title: `The clock of this service is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead' : 'behind'}`,
    cause: `${vendorNames[vendor]} has another time. Texts get wrong times, and scheduled texts go out at wrong times. The operator must set the machine’s clock by NTP.`,
  }),
};

export const secretsWords: Words<Secrets, Told> = {
  locked: ({ of, isPrivate }) => ({
    title: standstills.secretsLocked,
    cause: [
      ...of.map((one) => tellLockedSecrets(one)),
      isPrivate
        ? `The operator must restart ${product}, which seals them again.`
        : `The operator must put ${keysOf(of)} back into ENCRYPTION_KEYS. If a key is lost, ${listOf(of.map(({ vendor }) => enterAgain[vendor]))}: nothing else is lost.`,
      of.some(({ vendor }) => vendor === 'twilio')
        ? 'Until then, texts that come in are kept for a day, and replies wait.'
        : 'Until then, texts and replies wait.',
    ].join(' '),
  }),
};

const enterAgain: Readonly<Record<Vendor, string>> = {
  intercom: `install ${product} again`,
  twilio: 'enter the Twilio credentials again',
};

function keysOf(of: Secrets['of']): string {
  const ids = new Set(of.flatMap(({ keyIds }) => keyIds.split(',')));
  return `the ${ids.size === 1 ? 'key' : 'keys'} ${listOf([...ids].map((id) => `“${id}”`))}`;
}
