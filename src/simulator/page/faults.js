// Switches for what can go wrong between the vendors and the service, and what to watch for while one is on.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { act } from './live.js';

const GROUPS = [
  [
    'Intercom',
    [
      ['intercom-down', 'Down', 'Text in now: nothing shows in the inbox. Switch this off and it arrives, once.'],
      ['intercom-slow', 'Slow', 'Every call takes 2 s. Text in: it shows late, and texts keep their order.'],
      [
        'intercom-rate-limited',
        'Rate limited',
        'Every call is answered 429. Text in, switch this off: it arrives once.',
      ],
      [
        'intercom-loses-answer',
        'Loses answers',
        'Calls are done, but no answer comes back. Text in: it is looked up and never shows twice.',
      ],
    ],
  ],
  [
    'Twilio',
    [
      ['twilio-down', 'Down', 'Reply now: the text waits. Switch this off and it arrives on the phone, once.'],
      [
        'twilio-loses-answer',
        'Loses answers',
        'Texts go out, but the service is never told. Reply: the phone gets the text once all the same.',
      ],
      [
        'callbacks-out-of-order',
        'Callbacks out of order',
        'Reply: “delivered” is reported before “sent”, and the panel still ends at delivered.',
      ],
    ],
  ],
  [
    'Both',
    [
      [
        'callbacks-twice',
        'Callbacks twice',
        'Every webhook and callback is delivered twice. Text in and reply: everything shows once.',
      ],
    ],
  ],
];

export function Faults({ faults }) {
  const [looked, setLooked] = useState(null);
  const [problem, setProblem] = useState(null);
  const all = GROUPS.flatMap(([vendor, switches]) =>
    switches.map(([name, label, watch]) => ({ vendor, name, label, watch })),
  );
  const on = all.filter(({ name }) => faults[name]);
  const shown = looked ? all.filter(({ name }) => name === looked) : on;
  async function turn(name) {
    setProblem(null);
    try {
      await act('fault', { name, on: !faults[name] });
    } catch (error) {
      setProblem(error.message);
    }
  }
  return html`
    <section class="faults" id="faults" aria-label="Faults">
      <div class="fault-groups">
        ${GROUPS.map(
          ([vendor, switches]) => html`
            <fieldset key=${vendor}>
              <legend>${vendor}</legend>
              ${switches.map(
                ([name, label]) => html`
                  <button type="button" role="switch" class="switch" key=${name} aria-checked=${faults[name]}
                    data-testid=${`fault-${name}`} aria-describedby="watch"
                    onClick=${() => turn(name)}
                    onPointerEnter=${() => setLooked(name)} onPointerLeave=${() => setLooked(null)}
                    onFocus=${() => setLooked(name)} onBlur=${() => setLooked(null)}>
                    <span class="track" aria-hidden="true"></span><span>${vendor === 'Both' ? null : html`<span class="sr">${vendor} </span>`}${label}</span>
                  </button>`,
              )}
            </fieldset>`,
        )}
      </div>
      <p class="watch" id="watch" data-testid="fault-watch">${problem ?? watchFor(shown)}</p>
    </section>
  `;
}

function watchFor(shown) {
  if (shown.length === 0)
    return 'Switch a fault on, text or reply, switch it off: nothing is lost and nothing comes twice.';
  const names = shown.map(({ vendor, label }) => (vendor === 'Both' ? label : `${vendor}: ${label}`));
  const watch =
    shown.length === 1 ? shown[0].watch : 'Text in and reply, then switch them off: everything arrives, once.';
  return html`<strong>${names.join(' + ')}.</strong> ${watch}`;
}
