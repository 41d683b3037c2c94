// The demo page: the open phone and conversation, the unread marks, and the layout.

import { html } from 'htm/preact';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAnnouncement } from './announcement.js';
import { Faults } from './faults.js';
import { Guide, useGuide } from './guide.js';
import { Head } from './head.js';
import { icons } from './icons.js';
import { Inbox } from './inbox.js';
import { useLive } from './live.js';
import { Panel } from './panel.js';
import { Phone } from './phone.js';
import { Service } from './service.js';
import { useUnread } from './unread.js';
import { Wire } from './wire.js';

const PANES = [
  ['phone', 'Phone'],
  ['inbox', 'Inbox'],
  ['panel', 'Panel'],
];
const WIDE = '(min-width: 1100px)';
const HIGH = '(min-height: 960px)';

function App() {
  const { state, isConnected } = useLive();
  if (!state) return html`<p class="starting" role="status">${isConnected ? 'Starting…' : 'Waiting for the demo…'}</p>`;
  return html`<${Demo} state=${state} isConnected=${isConnected} />`;
}

function Demo({ state, isConnected }) {
  const { customers, conversations, workspace } = state;
  const asked = useRef(new URLSearchParams(location.search).get('conversation')).current;
  const [openId, setOpenId] = useState(asked ?? conversations[0]?.id ?? null);
  const [number, setNumber] = useState(
    phoneOf(
      conversations.find(({ id }) => id === openId),
      customers,
    ) ?? customers[0].number,
  );
  const [adminId, setAdminId] = useState(workspace.admins[0].id);
  const [pane, setPane] = useState(asked === null ? 'phone' : 'inbox');
  const [shows, setShows] = useState({ faults: matchMedia(WIDE).matches && matchMedia(HIGH).matches, wire: false });
  const [asInIntercom, setAsInIntercom] = useState(true);
  const guide = useGuide();
  const drafts = useRef(new Map()).current;

  // A new customer is chosen before it exists. Until then the previous phone stays, and takes no text.
  const lastCustomer = useRef(customers[0]);
  const chosen = customers.find((one) => one.number === number);
  const customer = chosen ?? customers.find((one) => one.number === lastCustomer.current.number) ?? customers[0];
  lastCustomer.current = customer;
  const open = conversations.find(({ id }) => id === openId) ?? conversations[0];
  useEffect(() => setOpenId(open?.id ?? null), [open?.id]);
  // Phone and inbox show the same customer: whoever uses one looks for the outcome in the other.
  const own = conversations.find((one) => one.number === customer.number);
  useEffect(() => {
    const isWriting = Boolean(drafts.get(`reply ${openId}`));
    if (own && open?.number !== customer.number && !isWriting) setOpenId(own.id);
  }, [own?.id]);
  function openConversation(id) {
    setOpenId(id);
    const phone = phoneOf(
      conversations.find((one) => one.id === id),
      customers,
    );
    if (phone) setNumber(phone);
  }
  const unreadPhones = useUnread(customers, customer.number, textsReceived, (one) => one.number);
  const unreadConversations = useUnread(conversations, open?.id, messagesOfCustomer, (one) => one.id);
  const announcement = useAnnouncement(state);
  const turn = (name) => setShows((before) => ({ ...before, [name]: !before[name] }));

  return html`
    <div class="page" data-pane=${pane}>
      <${Head} state=${state} shows=${shows} onTurn=${turn} isConnected=${isConnected} guide=${guide} />
      ${!guide.isAway && html`<${Guide} milestones=${state.milestones} onClose=${() => guide.put(true)} />`}
      ${shows.faults && html`<${Faults} state=${state} />`}
      <${Service} state=${state} />
      <main>
        <${Phone} state=${state} customer=${customer} isComing=${!chosen} onChoose=${setNumber} unread=${unreadPhones} drafts=${drafts} />
        <${Inbox} state=${state} open=${open} onOpen=${openConversation} unread=${unreadConversations} drafts=${drafts}
          adminId=${adminId} onAdmin=${setAdminId} asInIntercom=${asInIntercom} onAsInIntercom=${setAsInIntercom} />
        <${Panel} conversation=${open} adminId=${adminId} news=${newsOf(open, state)} />
      </main>
      ${shows.wire && html`<${Wire} wire=${state.wire} alerts=${state.alerts} open=${open} />`}
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

/** The phone at the other end of a conversation; undefined where the page has none. */
function phoneOf(conversation, customers) {
  return customers.find(({ number }) => number === conversation?.number)?.number;
}

function textsReceived({ texts }) {
  return texts.filter(({ direction }) => direction === 'in').length;
}

function messagesOfCustomer({ parts }) {
  return parts.filter(({ author, text }) => author.type !== 'admin' && author.type !== 'bot' && text !== '').length;
}

/** Changes with everything that a panel may show of this conversation. */
function newsOf(conversation, { wire }) {
  if (!conversation) return '';
  const { id, state, tags, parts } = conversation;
  const deliveries = parts.map(({ delivery }) => delivery?.state ?? '').join();
  return `${id} ${state} ${tags} ${parts.length} ${deliveries} ${wire.findLast(({ kind }) => kind === 'webhook')?.id}`;
}

render(html`<${App} />`, document.getElementById('app'));
