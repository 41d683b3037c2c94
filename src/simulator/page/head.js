// The page's head: the busy morning and the reset, what is shown below, and the workspaces with their settings.
import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';
import { icons } from './icons.js';
import { act } from './live.js';

const SURE_MS = 4000;

export function Head({ state, shows, onTurn, isConnected, guide }) {
  const on = [...Object.values(state.faults), ...Object.values(state.setUp).map(({ isOn }) => isOn)].filter(
    Boolean,
  ).length;
  return html`
    <header class="page-head">
      <h1><img src="/assets/mark.svg" alt="" width="28" height="28" />Threadwire <small>demo</small></h1>
      <p class="live" data-testid="connection" data-state=${isConnected ? 'live' : 'lost'} role="status">
        <i></i>${isConnected ? 'Live' : 'Reconnecting…'}
      </p>
      <${Workspaces} state=${state} />
      <div class="head-tools">
        ${
          guide.isAway &&
          html`<button type="button" class="quiet" data-testid="guide-show" title="Five things to try" onClick=${() => guide.put(false)}>
            ${icons.tick}<span class="word">Five things</span>
          </button>`
        }
        <${Clock} clock=${state.clock} />
        <${Tasks} state=${state} />
        <button type="button" class="quiet" aria-expanded=${shows.faults} data-testid="faults-toggle" onClick=${() => onTurn('faults')}>
          ${icons.bolt}Faults${on > 0 && html`<span class="count">${on}<span class="label"> on</span></span>`}
        </button>
        <button type="button" class="quiet" aria-expanded=${shows.wire} data-testid="wire-toggle" title="Traffic between the three" onClick=${() => onTurn('wire')}>
          ${icons.wire}<span class="word">Traffic</span>
        </button>
        <a class="quiet" href="/automate" data-testid="automate-link" title="An API key, and a Series that texts">${icons.stack}<span class="label">Automate</span></a>
        <a class="quiet" href="/gallery" data-testid="gallery-link" title="Every state of the panel">${icons.panel}<span class="word">Panels</span></a>
      </div>
    </header>
  `;
}

function Workspaces({ state }) {
  return html`
    <nav class="workspaces" aria-label="Workspaces">
      ${state.workspaces.map(({ id, name, settingsUrl }) =>
        settingsUrl === null
          ? html`<span class="workspace" key=${id}>
              <a class="quiet" href="/second" data-testid="second-link" title=${`Install into ${name}, page by page`}>${icons.plus}<span><span class="sr">Install into </span>${name}</span></a>
            </span>`
          : html`<span class="workspace" key=${id} data-current=${id === state.workspace.id}>
              <a class="quiet" href=${`/?${new URLSearchParams({ workspace: id })}`} data-testid="workspace"
                aria-current=${id === state.workspace.id ? 'page' : null}><span>${name}</span></a>
              <a class="quiet" href=${settingsUrl} data-testid="settings-link" data-workspace=${id}
                target="threadwire-settings" title=${`Settings of ${name}, in a tab beside the demo`}>${icons.gear}<span class="word">Settings</span><span class="sr"> of ${name} (opens in a new tab)</span></a>
            </span>`,
      )}
    </nav>
  `;
}

/** Time goes on from there, and never back. */
function Clock({ clock }) {
  const [isSetting, setIsSetting] = useState(false);
  const [problem, setProblem] = useState(null);
  const { isNight, words } = clock;
  async function set() {
    setProblem(null);
    setIsSetting(true);
    try {
      await act('clock', { to: isNight ? 'morning' : 'night' });
    } catch (error) {
      setProblem(error.message);
    }
    setIsSetting(false);
  }
  const hint = isNight
    ? 'Quiet hours end at eight: what waited goes, spread over five minutes.'
    : 'Text in, and an automatic reply comes. Schedule a text, and it waits for the morning.';
  return html`
    <button type="button" class="quiet" aria-disabled=${isSetting} data-testid="clock" data-night=${isNight}
      title=${`It is ${words}. ${hint}`} onClick=${() => !isSetting && set()}>
      ${isNight ? icons.sun : icons.moon}<span class="label">${isNight ? 'Make it morning' : 'Make it night'}<span class="sr">: it is ${words}</span></span>
    </button>
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
  `;
}

/** Both take seconds, so that they say how far they are. */
function Tasks({ state }) {
  const { task, mayReset } = state;
  const [isSure, setIsSure] = useState(false);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    if (!isSure) return undefined;
    const timer = setTimeout(() => setIsSure(false), SURE_MS);
    return () => clearTimeout(timer);
  }, [isSure]);
  async function run(name) {
    setProblem(null);
    setIsSure(false);
    try {
      await act(name, {});
    } catch (error) {
      setProblem(error.message);
    }
  }
  const label = (kind, words) => (task?.kind === kind ? progressOf(task) : words);
  return html`
    <button type="button" class="quiet" aria-disabled=${task !== null} data-testid="morning" title="Forty customers text at once"
      onClick=${() => task === null && run('morning')}>${icons.people}<span>${label('morning', 'Busy morning')}</span></button>
    ${
      mayReset &&
      html`<button type="button" class="quiet" aria-disabled=${task !== null} data-testid="reset"
        title="Erases everything, and begins again"
        onClick=${() => task === null && (isSure ? run('reset') : setIsSure(true))}>
        ${icons.refresh}<span class="label">${label('reset', isSure ? 'Erase everything?' : 'Reset')}</span>
      </button>`
    }
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
  `;
}

function progressOf({ kind, done, of }) {
  return kind === 'reset' ? 'Starting again…' : `${done} of ${of} customers`;
}
