// Switches for what can go wrong between the vendors and the service, and what to watch for while one is on.
import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { CopyButton } from './copy-button.js';
import { icons } from './icons.js';
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
    'Pictures',
    [
      [
        'media-late',
        'Late',
        'Picture in: the words come at once, and the picture 20 s later into the same conversation.',
      ],
      [
        'media-gone',
        'Gone',
        'Picture in: Twilio has no file. A note says so after a minute, and it is asked for again.',
      ],
      ['media-too-large', 'Too large', 'Picture in: it has more than 20 MB. The words come with a line that says so.'],
      [
        'media-protected',
        'Protected',
        'Picture in: Twilio asks for credentials, and refuses ours. The Overview in the settings says so.',
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

/** Done to the set-up of the workspace that is shown; its settings find and repair them. */
const SET_UP = [
  [
    'token-revoked',
    'Twilio token revoked',
    'Reply, or open the settings: Twilio refuses the old Auth Token. Enter the new one under Twilio.',
  ],
  [
    'webhook-changed',
    'Webhook changed',
    'Text in: nothing comes. The settings say where texts go now, and set the webhook again.',
  ],
  [
    'permission-removed',
    'Permission removed',
    'Text in: Intercom forbids the call. The settings name the permission; “Allow again” gives it back.',
  ],
  [
    'number-unregistered',
    'Number unregistered',
    'Reply: US carriers block it with error 30034, and the settings say so. Repair it by switching this off, as Twilio’s Console would.',
  ],
];

export function Faults({ state }) {
  const { faults, setUp } = state;
  const [looked, setLooked] = useState(null);
  const [problem, setProblem] = useState(null);
  const all = [
    ...GROUPS.flatMap(([vendor, switches]) => switches.map(([name, label, watch]) => ({ vendor, name, label, watch }))),
    ...SET_UP.map(([name, label, watch]) => ({ vendor: 'Both', name, label, watch })),
  ];
  const isOn = (name) => faults[name] ?? setUp[name].isOn;
  const on = all.filter(({ name }) => isOn(name));
  const shown = looked ? all.filter(({ name }) => name === looked) : on;
  async function turn(name) {
    setProblem(null);
    try {
      await act(name in faults ? 'fault' : 'set-up-fault', { name, on: !isOn(name) });
    } catch (error) {
      setProblem(error.message);
    }
  }
  return html`
    <section class="faults" id="faults" aria-label="Faults">
      <div class="fault-groups">
        ${[...GROUPS, ['Set-up', SET_UP]].map(
          ([vendor, switches]) => html`
            <fieldset key=${vendor}>
              <legend>${vendor}</legend>
              ${switches.map(
                ([name, label]) => html`
                  <button type="button" role="switch" class="switch" key=${name} aria-checked=${isOn(name)}
                    data-testid=${`fault-${name}`} aria-describedby="watch"
                    onClick=${() => turn(name)}
                    onPointerEnter=${() => setLooked(name)} onPointerLeave=${() => setLooked(null)}
                    onFocus=${() => setLooked(name)} onBlur=${() => setLooked(null)}>
                    <span class="track" aria-hidden="true"></span><span>${vendor === 'Both' || vendor === 'Set-up' ? null : html`<span class="sr">${vendor} </span>`}${label}</span>
                  </button>`,
              )}
            </fieldset>`,
        )}
      </div>
      <p class="watch" id="watch" data-testid="fault-watch">${problem ?? watchFor(shown)}</p>
      <${BrokenSetUp} state=${state} />
      <${ListToImport} state=${state} />
    </section>
  `;
}

/** The set-up faults that are on, with the way to the settings that repair them. */
function BrokenSetUp({ state }) {
  const { setUp, workspaces, workspace } = state;
  const broken = SET_UP.filter(([name]) => setUp[name].isOn);
  const { settingsUrl } = workspaces.find(({ id }) => id === workspace.id);
  if (broken.length === 0) return null;
  return html`
    <p class="broken">
      ${broken.map(([name, label]) => {
        const { isRepaired, value } = setUp[name];
        return html`<span key=${name} data-testid=${`broken-${name}`} data-repaired=${isRepaired}>
          ${isRepaired ? icons.tick : icons.alert} ${label}${isRepaired ? ': repaired' : ''}
          ${value && !isRepaired && html`<code>${value}</code><${CopyButton} text=${value} label="Copy the new token" />`}
        </span>`;
      })}
      ${settingsUrl && html`<a href=${settingsUrl} target="threadwire-settings">Open the settings<span class="sr"> (opens in a new tab)</span></a>`}
    </p>
  `;
}

/** A file for the page of consent, with rows that are taken and rows that are not. */
function ListToImport({ state: { workspaces, workspace } }) {
  const { settingsUrl } = workspaces.find(({ id }) => id === workspace.id);
  if (!settingsUrl) return null;
  return html`<p class="watch">
    To try: import ${' '}<a href="/assets/suppressed.csv" download data-testid="list-to-import">a list of people who want no texts</a>${' '}
    on the page Consent of ${' '}<a href=${settingsUrl} target="threadwire-settings">the settings<span class="sr"> (opens in a new tab)</span></a>.
  </p>`;
}

function watchFor(shown) {
  if (shown.length === 0)
    return 'Switch a fault on, text or reply, switch it off: nothing is lost and nothing comes twice.';
  const names = shown.map(({ vendor, label }) => (vendor === 'Both' ? label : `${vendor}: ${label}`));
  const watch =
    shown.length === 1 ? shown[0].watch : 'Text in and reply, then switch them off: everything arrives, once.';
  return html`<strong>${names.join(' + ')}.</strong> ${watch}`;
}
