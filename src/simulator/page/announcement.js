// Tells a screen reader of new texts, new messages and the delivery of replies.
import { useEffect, useRef, useState } from 'preact/hooks';
import { deliveryInWords } from './delivery.js';
import { titleOf } from './format.js';

const TOLD_STATES = new Set(['delivered', 'undelivered', 'failed', 'not-texted']);

/** A sentence about the latest change, empty at first. */
export function useAnnouncement(state) {
  const before = useRef(null);
  const [announcement, setAnnouncement] = useState('');
  useEffect(() => {
    const facts = factsOf(state);
    if (before.current) {
      const news = [...facts].filter(([key]) => !before.current.has(key)).map(([, sentence]) => sentence);
      if (news.length > 0) setAnnouncement(news.slice(-3).join(' '));
    }
    before.current = facts;
  }, [state]);
  return announcement;
}

function factsOf({ customers, conversations }) {
  const facts = new Map();
  for (const customer of customers) {
    const { number, texts } = customer;
    for (const text of texts) {
      if (text.direction === 'in')
        facts.set(
          `${number} ${text.id}`,
          ended(`New text on ${titleOf(customer)}’s phone: ${text.body || 'a picture'}`),
        );
    }
  }
  for (const conversation of conversations) {
    const title = titleOf(conversation);
    for (const part of conversation.parts) {
      const isOfCustomer = part.author.type === 'user' || part.author.type === 'lead';
      if (isOfCustomer && part.text !== '') facts.set(part.id, ended(`Inbox: ${title} wrote: ${part.text}`));
      if (part.type === 'note') facts.set(part.id, ended(`Inbox: note: ${part.text}`));
      const { delivery } = part;
      if (delivery && TOLD_STATES.has(delivery.state)) {
        facts.set(`${part.id} ${delivery.state}`, `Reply to ${title}: ${deliveryInWords(delivery)}.`);
      }
    }
  }
  return facts;
}

/** With a full stop, where no mark ends it. */
function ended(sentence) {
  return /[.!?…)]$/.test(sentence) ? sentence : `${sentence}.`;
}
