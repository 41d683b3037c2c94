// The demo page: the open phone and conversation, the unread marks, and the layout.

import { html } from 'htm/preact';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAnnouncement } from './announcement.js';
import { Faults } from './faults.js';
import { icons } from './icons.js';
import { Inbox } from './inbox.js';
import { useLive } from './live.js';
import { Panel } from './panel.js';
import { Phone } from './phone.js';
import { useUnread } from './unread.js';
import { Wire } from './wire.js';

const PANES = [
  ['phone', 'Phone'],
  ['inbox', 'Inbox'],
  ['panel', 'Panel'],
];
const WIDE = '(min-width: 1100px)';
const NARROW = '(max-width: 640px)';

function App() {
  const { state, isConnected } = useLive();
  if (!state) return html`<p class="starting" role="status">${isConnected ? 'Starting…' : 'Waiting for the demo…'}</p>`;
  return html`<${Demo} state=${state} isConnected=${isConnected} />`;
}

function Demo({ state, isConnected }) {
  const { customers, conversations, workspace } = state;
  const [number, setNumber] = useState(customers[0].number);
  const [openId, setOpenId] = useState(null);
  const [adminId, setAdminId] = useState(workspace.admins[0].id);
  const [pane, setPane] = useState(matchMedia(NARROW).matches ? 'phone' : 'inbox');
  const [shows, setShows] = useState({ faults: matchMedia(WIDE).matches, wire: false });
  const drafts = useRef(new Map()).current;

  // A new customer is chosen before it exists. Until then the previous phone stays, and takes no text.
  const lastCustomer = useRef(customers[0]);
  const chosen = customers.find((one) => one.number === number);
  const customer = chosen ?? customers.find((one) => one.number === lastCustomer.current.number) ?? customers[0];
  lastCustomer.current = customer;
  const open = conversations.find(({ id }) => id === openId) ?? conversations[0];
  // The first to come stays open until the agent chooses: a newcomer does not take its place.
  useEffect(() => setOpenId(open?.id ?? null), [open?.id]);
  const unreadPhones = useUnread(customers, customer.number, textsReceived, (one) => one.number);
  const unreadConversations = useUnread(conversations, open?.id, messagesOfCustomer, (one) => one.id);
  const announcement = useAnnouncement(state);
  const turn = (name) => setShows((before) => ({ ...before, [name]: !before[name] }));

  return html`
    <div class="page" data-pane=${pane}>
      <${Head} state=${state} shows=${shows} onTurn=${turn} isConnected=${isConnected} />
      ${shows.faults && html`<${Faults} faults=${state.faults} />`}
      <main>
        <${Phone} state=${state} customer=${customer} isComing=${!chosen} onChoose=${setNumber} unread=${unreadPhones} drafts=${drafts} />
        <${Inbox} state=${state} open=${open} onOpen=${setOpenId} unread=${unreadConversations} drafts=${drafts}
          adminId=${adminId} onAdmin=${setAdminId} />
        <${Panel} conversation=${open} adminId=${adminId} news=${newsOf(open, state)} />
      </main>
      ${shows.wire && html`<${Wire} wire=${state.wire} webhooks=${state.webhooks} alerts=${state.alerts} />`}
      <nav class="panes" aria-label="Parts of the page">
        ${PANES.map(
          ([name, label]) => html`
            <button type="button" key=${name} class=${`pane-${name}`} aria-pressed=${pane === name} data-testid=${`pane-${name}`}
              onClick=${() => setPane(name)}>
              ${icons[name]}${label}
              ${name === 'phone' && unreadPhones.size > 0 && html`<span class="dot"><span class="sr">New text</span></span>`}
              ${name === 'inbox' && unreadConversations.size > 0 && html`<span class="dot"><span class="sr">Unread</span></span>`}
            </button>`,
        )}
      </nav>
      <p class="sr" role="status" data-testid="announcement">${announcement}</p>
    </div>
  `;
}

function Head({ state, shows, onTurn, isConnected }) {
  const { workspace, workspaces } = state;
  const on = Object.values(state.faults).filter(Boolean).length;
  return html`
    <header class="page-head">
      <h1><img src="/assets/mark.svg" alt="" width="28" height="28" />Threadwire <small>demo</small></h1>
      <p class="subtitle">A customer's phone, an agent's inbox, the real service between them.</p>
      <p class="live" data-testid="connection" data-state=${isConnected ? 'live' : 'lost'} role="status">
        <i></i>${isConnected ? 'Live' : 'Reconnecting…'}
      </p>
      <button type="button" class="quiet" aria-expanded=${shows.faults} data-testid="faults-toggle" onClick=${() => onTurn('faults')}>
        ${icons.bolt}Faults${on > 0 && html`<span class="count">${on}<span class="label"> on</span></span>`}
      </button>
      <button type="button" class="quiet" aria-expanded=${shows.wire} data-testid="wire-toggle" onClick=${() => onTurn('wire')}>
        ${icons.wire}<span class="label">Wire</span>
      </button>
      ${
        workspaces.length < 2
          ? html`<a class="quiet" href="/second" data-testid="second-link">
              ${icons.plus}<span class="label">Install into a second workspace</span>
            </a>`
          : html`<nav class="workspaces" aria-label="Workspaces">
              ${workspaces.map(
                ({ id, name }) => html`
                  <a class="quiet" key=${id} href=${`/?${new URLSearchParams({ workspace: id })}`} data-testid="workspace"
                    aria-current=${id === workspace.id ? 'page' : null}>${name}</a>`,
              )}
            </nav>`
      }
      <a class="quiet" href="/gallery" data-testid="gallery-link">${icons.panel}<span class="label">Every panel</span></a>
    </header>
  `;
}

function textsReceived({ texts }) {
  return texts.filter(({ direction }) => direction === 'in').length;
}

function messagesOfCustomer({ parts }) {
  return parts.filter(({ author, text }) => author.type !== 'admin' && author.type !== 'bot' && text !== '').length;
}

/** Changes with everything that a panel may show of this conversation. */
function newsOf(conversation, { webhooks }) {
  if (!conversation) return '';
  const { id, state, tags, parts } = conversation;
  const deliveries = parts.map(({ delivery }) => delivery?.state ?? '').join();
  return `${id} ${state} ${tags} ${parts.length} ${deliveries} ${webhooks.at(-1)?.id}`;
}

render(html`<${App} />`, document.getElementById('app'));
