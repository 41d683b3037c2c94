// The notification that a tag was put on, in the forms that Intercom may give it: no sample of a conversation's is documented.
import { readTagging } from '../../src/intercom/shapes/taggings.ts';
import { expect, test } from '../support/jest-globals.ts';

const tag = { type: 'tag', id: '7', name: 'vip' };
const list = { type: 'tag.list', tags: [tag] };
const ofContact = { tags: ['vip'], contactId: 'c1', conversationId: null };
const ofConversation = { tags: ['vip'], contactId: null, conversationId: '215' };

test.each<[string, unknown, unknown]>([
  ['a contact beside its tag', { type: 'contact_tag', tag, contact: { id: 'c1' } }, ofContact],
  ['a lead by its older name', { tag, lead: { id: 'c1' } }, ofContact],
  ['a conversation with what was added', { id: '215', type: 'conversation', tags_added: list }, ofConversation],
  [
    'a conversation with its part',
    { id: '215', conversation_parts: { conversation_parts: [{ id: '9', tags: list }] } },
    ofConversation,
  ],
  [
    'a part with its conversation',
    { id: '9', type: 'conversation_part', conversation_id: 215, tags_added: list },
    ofConversation,
  ],
  ['no tag at all', { id: '215', type: 'conversation' }, { ...ofConversation, tags: [] }],
])('%s is read', (_, item, value) => expect(readTagging(item)).toEqual({ ok: true, value }));

test('an item without an id is a problem', () => {
  expect(readTagging({ tags_added: list })).toEqual({ ok: false, problem: '/id: invalid' });
});
