// Chooses the phone to show, and adds customers: an ordinary one at a click, or one whom texts do not reach.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { hueOf, initialsOf, numberOf, titleOf } from './format.js';
import { icons } from './icons.js';
import { act } from './live.js';

const TROUBLED = [
  ['out-of-service', 'A number out of service', '30005'],
  ['landline', 'A landline', '30006'],
  ['filtered', 'Filtered as spam', '30007'],
  ['opted-out', 'Opted out before', '21610'],
];

export function CustomerSwitcher({ customers, chosen, onChoose, onAdded, unread }) {
  const [problem, setProblem] = useState(null);
  async function add(kind) {
    setProblem(null);
    onChoose(null);
    try {
      const { number } = await act('customer', { kind });
      onChoose(number);
      onAdded(number);
    } catch (error) {
      onChoose(chosen);
      setProblem(error.message);
    }
  }
  return html`
    <div class="customers">
      <${CustomerMenu} customers=${customers} chosen=${chosen} onChoose=${onChoose} unread=${unread} />
      <div class="customer-add">
        <button type="button" class="quiet" data-testid="new-customer" onClick=${() => add('ordinary')}>
          ${icons.plus}<span>New customer</span>
        </button>
        <${TroubledMenu} onAdd=${add} />
      </div>
      ${problem && html`<p class="problem" role="alert">${problem}</p>`}
    </div>
  `;
}

/** All phones in one list, the chosen one as its opener. */
function CustomerMenu({ customers, chosen, onChoose, unread }) {
  const { isOpen, setIsOpen, root, opener, onKeyDown } = useMenu();
  const list = useRef(null);
  const shown = customers.find(({ number }) => number === chosen);
  useEffect(() => {
    if (isOpen) list.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'center' });
  }, [isOpen]);
  function choose(number) {
    setIsOpen(false);
    opener.current?.focus();
    onChoose(number);
  }
  return html`
    <div class="menu customer-menu" ref=${root} onKeyDown=${onKeyDown}>
      <button type="button" class="customer" ref=${opener} aria-expanded=${isOpen} data-testid="customer-switcher" data-number=${chosen}
        onClick=${() => setIsOpen(!isOpen)}>
        <${Person} customer=${shown} />
        ${customers.length > 1 && html`<span class="customer-count">${customers.length} phones</span>`}
        ${unread.size > 0 && html`<span class="dot"><span class="sr">New texts on other phones</span></span>`}
        ${icons.down}
      </button>
      ${
        isOpen &&
        html`<div class="menu-list customer-list" ref=${list} role="group" aria-label="Customers">
          ${customers.map(
            (customer) => html`
              <button type="button" key=${customer.number} class="customer" data-number=${customer.number}
                aria-pressed=${customer.number === chosen} onClick=${() => choose(customer.number)}>
                <${Person} customer=${customer} />
                ${unread.has(customer.number) && html`<span class="dot"><span class="sr">New text</span></span>`}
              </button>`,
          )}
        </div>`
      }
    </div>
  `;
}

function Person({ customer }) {
  const title = titleOf(customer);
  return html`
    <span class=${`avatar hue-${hueOf(customer.number)}`} aria-hidden="true">${initialsOf(title)}</span>
    <span class="customer-name">${title}${customer.name !== null && html`<small>${numberOf(customer.number)}</small>`}</span>
  `;
}

/** A list below a button, which Escape and anything outside close. */
function useMenu() {
  const [isOpen, setIsOpen] = useState(false);
  const root = useRef(null);
  const opener = useRef(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const outside = (event) => !root.current?.contains(event.target) && setIsOpen(false);
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [isOpen]);
  function onKeyDown(event) {
    if (event.key !== 'Escape' || !isOpen) return;
    setIsOpen(false);
    opener.current?.focus();
  }
  return { isOpen, setIsOpen, root, opener, onKeyDown };
}

function TroubledMenu({ onAdd }) {
  const { isOpen, setIsOpen, root, opener, onKeyDown } = useMenu();
  function choose(kind) {
    setIsOpen(false);
    opener.current?.focus();
    onAdd(kind);
  }
  return html`
    <div class="menu" ref=${root} onKeyDown=${onKeyDown}>
      <button type="button" class="quiet" ref=${opener} aria-expanded=${isOpen} data-testid="troubled-customers"
        onClick=${() => setIsOpen(!isOpen)}>Hard to reach ${icons.down}</button>
      ${
        isOpen &&
        html`<div class="menu-list">
          <p>Texts to these phones fail. Text the business from one, then reply in the inbox.</p>
          ${TROUBLED.map(
            ([kind, label, code]) => html`
              <button type="button" key=${kind} data-testid=${`customer-${kind}`} onClick=${() => choose(kind)}>
                ${label}<small>${code}</small>
              </button>`,
          )}
        </div>`
      }
    </div>
  `;
}
