// The doctor on Intercom: access, the rate limit, attributes and the tag.
import type { AttributeTrouble } from '../../domain/contact-attributes.ts';
import type { AttributesFound, IntercomFound } from '../../domain/doctor/found/intercom.ts';
import { listOf } from '../counts.ts';
import { product } from '../names.ts';
import type { Words } from '../say.ts';
import { standstills } from '../standstills.ts';
import { fullTime } from '../times.ts';
import { type Told, whyAway } from './told.ts';

type Access = Extract<IntercomFound, { check: 'intercom' }>;
type Pace = Extract<IntercomFound, { check: 'pace' }>;

export const accessWords = (zone: string): Words<Access, Told> => ({
  answers: { title: 'Intercom answers', cause: 'Its token works.' },
  away: ({ trouble }) => ({
    title: 'Intercom does not answer',
    cause: `${whyAway(trouble)}Texts are kept and tried again for a day.`,
  }),
  'not-connected': ({ isPrivate }) => ({
    title: 'Intercom is not connected',
    cause: `Customers’ texts are kept until it is, and then go on in order.${isPrivate ? newToken : ''}`,
  }),
  pausing: {
    title: 'Intercom asks for a pause',
    cause: 'It was called too often. Texts and replies wait until it answers again, usually within a minute.',
  },
  refused: ({ since, isPrivate }) => ({
    title: standstills.intercomRefused,
    cause: `${since === null ? 'It refuses the token' : `It has refused the token since ${fullTime(new Date(since), zone)}`}. ${kept}${isPrivate ? newToken : ''}`,
  }),
});

const kept = 'Customers’ texts are kept until it accepts one again, and then go on in order.';
const newToken = ` The operator must put a token that works into INTERCOM_ACCESS_TOKEN, and restart ${product}.`;

export const paceWords: Words<Pace, Told> = {
  room: (found) => ({ title: 'Intercom’s rate limit leaves room', cause: callsLeft(found) }),
  scarce: (found) => ({
    title: 'Intercom’s rate limit is nearly used up',
    cause: `${callsLeft(found)} Agents’ replies and customers’ texts go first; tags and catching up wait for the next ten seconds. Nothing is lost. If this lasts, check which other apps of yours call Intercom.`,
  }),
};

function callsLeft({ left, limit }: Pace): string {
  return `${left.toLocaleString('en-US')} of ${limit.toLocaleString('en-US')} calls are left in these ten seconds.`;
}

export const attributesWords: Words<AttributesFound, Told> = {
  'not-written': ({ names, why }) => ({
    title: names.length === 1 ? 'An attribute is not written' : `${names.length} attributes are not written`,
    cause: `Intercom does not accept ${listOf(names)}. ${why.map((one) => attributeCauses[one]).join(' ')} Texts are not affected. ${product} tries again once a day, and whenever you check here.`,
  }),
  'tag-refused': ({ tag }) => ({
    title: 'Intercom refuses the tag of texted conversations',
    cause: `The tag ${tag} could not be made, so conversations and contacts get none. ${product} tries again once a day.`,
  }),
};

const attributeCauses: Readonly<Record<AttributeTrouble, string>> = {
  failed: 'Intercom failed to make it.',
  forbidden: 'The app lacks the permission to make it.',
  refused:
    'There may be too many of them, or Intercom refuses the value: check in Intercom, under Settings, Data, People.',
  taken:
    'It was archived, holds another kind of value, or is spelled in other letters: unarchive or rename it in Intercom, under Settings, Data, People.',
};
