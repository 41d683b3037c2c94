// A line on stored work that is not done: how much there is, how often it was tried, and when it is tried next.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { icons } from './icons.js';

const TICK_MS = 250;
/** Work that fails is tried again sooner, so that work put off for longer rests. */
const RESTING_MS = 600_000;

const WORK = {
  'text-in': (count) => `${texts(count)} in, not in the inbox yet`,
  reply: (count) => `${count === 1 ? '1 reply' : `${count} replies`} not read yet`,
  'text-out': (count) => `${texts(count)} out, not at Twilio yet`,
  upkeep: (count) => `${count === 1 ? '1 note or tag' : `${count} notes and tags`} for Intercom`,
};

export function Service({ state }) {
  const { waiting } = state.service;
  const now = useNow(waiting.some(({ nextTryAt }) => nextTryAt !== null));
  const lines = [...waiting.map((one) => workInWords(one, now)), ...arrivalInWords(state)];
  if (lines.length === 0) return null;
  return html`
    <p class="service" data-testid="service">
      ${icons.stack}<strong>Stored by the service</strong>
      ${lines.map((line) => html`<span key=${line.split(':')[0]}>${line}</span>`)}
    </p>
  `;
}

/** Such as `1 text in, not in the inbox yet: try 3 in 2 s`. */
export function workInWords({ what, count, tries, nextTryAt }, now) {
  const work = WORK[what](count);
  if (tries === 0) return work;
  if (nextTryAt !== null && nextTryAt - now > RESTING_MS) return `${work}: it waits until the set-up is repaired`;
  if (nextTryAt === null || nextTryAt <= now) return `${work}: try ${tries + 1} under way`;
  return `${work}: try ${tries + 1} in ${Math.ceil((nextTryAt - now) / 1000)} s`;
}

/** Only while webhooks come twice, since it is plain at any other time. */
function arrivalInWords({ latest, faults }) {
  if (!latest || (latest.received < 2 && !faults['callbacks-twice'])) return [];
  return [`Latest text in: received ${latest.received}×, shown ${latest.shown}×`];
}

function texts(count) {
  return count === 1 ? '1 text' : `${count} texts`;
}

function useNow(isNeeded) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!isNeeded) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return now;
}
