// Five things to try, which tick themselves as they happen. Whoever knows them puts the line away.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { icons } from './icons.js';

const PUT_AWAY = 'threadwire-guide-put-away';

const STEPS = [
  ['text', 'Text in', 'Text the business from the phone: a conversation opens in the inbox.'],
  ['reply', 'Reply', 'Answer in the inbox, as an agent does: the reply is a text on the phone.'],
  [
    'repair',
    'Fix a failed text',
    'Choose “Hard to reach”, “A number out of service”: text in, reply, and see it fail. Then click “Fix the number” in the panel, and enter (415) 555-0132.',
  ],
  ['stop', 'STOP', 'Choose STOP on a phone, then reply: the text is not sent, and a note says why.'],
  [
    'outage',
    'Survive an outage',
    'Switch on “Intercom: Down” under Faults, and text in. Watch it wait, then switch the fault off: it arrives, once.',
  ],
];

/** `isAway`: the line is put away, which this browser remembers. `put` changes that. */
export function useGuide() {
  const [isAway, setIsAway] = useState(localStorage.getItem(PUT_AWAY) !== null);
  function put(away) {
    if (away) localStorage.setItem(PUT_AWAY, 'yes');
    else localStorage.removeItem(PUT_AWAY);
    setIsAway(away);
  }
  return { isAway, put };
}

export function Guide({ milestones, onClose }) {
  const [looked, setLooked] = useState(null);
  const next = STEPS.find(([name]) => !milestones[name]);
  const shown = STEPS.find(([name]) => name === looked) ?? next;
  return html`
    <section class="guide" aria-label="Five things to try" data-testid="guide">
      <ol>
        ${STEPS.map(
          ([name, label]) => html`
            <li key=${name} data-done=${milestones[name]} data-next=${name === next?.[0]}>
              <button type="button" aria-pressed=${name === shown?.[0]} data-testid=${`guide-${name}`} onClick=${() => setLooked(name)}>
                <span class="guide-mark" aria-hidden="true">${milestones[name] && icons.tick}</span>${label}
                ${milestones[name] && html`<span class="sr"> (done)</span>`}
              </button>
            </li>`,
        )}
      </ol>
      <p data-testid="guide-hint">${shown ? shown[2] : 'All five are done. Nothing was lost, and nothing came twice.'}</p>
      <button type="button" class="quiet" aria-label="Put this line away" data-testid="guide-close" onClick=${onClose}>${icons.cross}</button>
    </section>
  `;
}
