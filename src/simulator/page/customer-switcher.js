// Chooses the phone to show, and adds customers: an ordinary one at a click, or one whom texts do not reach.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { hueOf, initialsOf, numberOf } from './format.js';
import { icons } from './icons.js';
import { act } from './live.js';

const TROUBLED = [
  ['out-of-service', 'A number out of service', '30005'],
  ['landline', 'A landline', '30006'],
  ['filtered', 'Filtered as spam', '30007'],
  ['opted-out', 'Opted out before', '21610'],
];

export function CustomerSwitcher({ customers, chosen, onChoose, onAdded, unread }) {
  const row = useRef(null);
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
  useEffect(() => {
    row.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen, customers.length]);
  return html`
    <div class="customers">
      <div class="customer-row" ref=${row} role="group" aria-label="Customers" data-testid="customer-switcher">
        ${customers.map(
          ({ number, name }) => html`
            <button type="button" key=${number} class="customer" data-number=${number} aria-pressed=${number === chosen}
              onClick=${() => onChoose(number)}>
              <span class=${`avatar hue-${hueOf(number)}`} aria-hidden="true">${initialsOf(name)}</span>
              <span class="customer-name">${name}<small>${numberOf(number)}</small></span>
              ${unread.has(number) && html`<span class="dot"><span class="sr">New text</span></span>`}
            </button>
          `,
        )}
      </div>
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

function TroubledMenu({ onAdd }) {
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
