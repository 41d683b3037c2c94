// The doctor on Intercom’s webhooks.
import type {
  Heard,
  MissedTopicFound,
  TagTopicsFound,
  TopicSubject,
  WebhookFound,
} from '../../domain/doctor/found/webhooks.ts';
import type { News } from '../../domain/news.ts';
import { count, listOf } from '../counts.ts';
import { product } from '../names.ts';
import type { Words } from '../say.ts';
import { fullTime } from '../times.ts';
import type { Told } from './told.ts';

type Topics = Extract<WebhookFound, { check: 'topics' }>;
type Version = Extract<WebhookFound, { check: 'webhook-version' }>;
type Unreadable = Extract<WebhookFound, { check: 'unreadable' }>;

export const topicsWords = (zone: string): Words<Topics, Told> => ({
  'never-came': ({ heard }) => ({
    title: `Intercom sends ${product} no webhooks`,
    cause: `${silent} ${heardWords(heard, zone)}`,
  }),
  'no-reply-yet': ({ heard }) => ({
    title: `Intercom has not told ${product} of a reply yet`,
    cause: `Replies become texts once it does. If agents have replied, the operator must check the app’s webhook topics and permissions in the Developer Hub. ${heardWords(heard, zone)}`,
  }),
  'nothing-yet': ({ heard }) => ({ title: 'No webhooks received yet', cause: heardWords(heard, zone) }),
  'replies-come': ({ heard }) => ({ title: `Intercom tells ${product} of replies`, cause: heardWords(heard, zone) }),
  stopped: ({ heard }) => ({
    title: `Intercom has stopped sending ${product} webhooks`,
    cause: `${silent} ${heardWords(heard, zone)}`,
  }),
});

const silent =
  'Agents’ replies are not texted until it sends them. The operator must check the app’s webhook address, topics and permissions in the Developer Hub.';

/** In the order in which they matter. Nothing of a kind may have happened yet. */
const newsWords: Readonly<Record<News, string>> = {
  'agent-replied': 'agents’ replies',
  'agent-started': 'conversations that agents start',
  'conversation-moved': 'conversations that are assigned, opened or closed',
  'customer-replied': 'customers’ messages',
  'contact-changed': 'contacts that are made or changed',
  'subscription-changed': 'contacts’ subscriptions',
  'contact-filed': 'contacts that are merged, archived or deleted',
  'conversation-deleted': 'conversations that are deleted',
  'words-taken-back': 'messages that are deleted',
  'tag-put-on': 'tags that are put on',
};

function heardWords(heard: readonly Heard[], zone: string): string {
  const last = Object.entries(newsWords).map(([news, words]) => ({
    words,
    at: heard.find((one) => one.news === news)?.at ?? null,
  }));
  const received = last.flatMap(({ words, at }) => (at === null ? [] : [`${words} ${fullTime(new Date(at), zone)}`]));
  const missing = last.flatMap(({ words, at }) => (at === null ? [words] : []));
  return [
    ...(received.length === 0 ? [] : [`Last received: ${received.join('; ')}.`]),
    ...(missing.length === 0 ? [] : [`Not yet: ${missing.join('; ')}.`]),
  ].join(' ');
}

export const missedTopicWords = (zone: string): Words<MissedTopicFound, Told> => ({
  missed: ({ topic, subject, happened, heard, isReadDaily }) => ({
    title: `Intercom does not tell ${product} of ${subject === null ? topic : subjects[subject]}`,
    cause: `One happened ${fullTime(new Date(happened), zone)} without a webhook. ${heard === null ? 'None has come so far.' : `The last one came ${fullTime(new Date(heard), zone)}.`} The operator must add the topic ${topic} to the app’s webhooks in the Developer Hub, and check its permission.${isReadDaily ? ` Until then ${product} reads them once a day.` : ''}`,
  }),
});

export const tagTopicsWords = (zone: string): Words<TagTopicsFound, Told> => ({
  silent: ({ topics, happened, heard }) => ({
    title: `Intercom does not tell ${product} of tags, for which a rule waits`,
    cause: `${product} put a tag on a contact ${fullTime(new Date(happened), zone)} without a webhook. ${heard === null ? 'None has come so far.' : `The last one came ${fullTime(new Date(heard), zone)}.`} Rules for tags text nobody meanwhile. The operator must add the topics ${listOf(topics)} to the app’s webhooks in the Developer Hub.`,
  }),
});

const subjects: Readonly<Record<TopicSubject, string>> = {
  'agent-replies': 'agents’ replies',
  'bot-replies': 'bots’ replies',
  closings: 'conversations that are closed',
  'customer-messages': 'customers’ messages',
  openings: 'conversations that are opened',
};

export const versionWords = (zone: string): Words<Version, Told> => ({
  plain: ({ last }) => ({
    title: 'Replies come without their links and lists',
    cause: `${product} reads each reply from Intercom again, which takes longer. The operator must choose version 2.14 for the app’s webhooks in the Developer Hub. Last seen ${fullTime(new Date(last), zone)}.`,
  }),
  whole: ({ last }) => ({
    title: 'Replies come with their links and lists',
    cause: `Last seen ${fullTime(new Date(last), zone)}.`,
  }),
});

export const unreadableWords: Words<Unreadable, Told> = {
  unreadable: ({ what, times }) => ({
    title: `Intercom sent a webhook that ${product} cannot read`,
    cause: `${times === 1 ? 'Once' : count(times, 'time')} in the last day: ${what}. ${product} accepted it and did nothing. The operator must look for a newer version of ${product}, or report this line.`,
  }),
};
