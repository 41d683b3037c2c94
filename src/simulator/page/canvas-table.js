// A canvas's table of fields and values: what is too long for its column is cut, and shown whole to pointer and keyboard.
import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export function DataTable({ component }) {
  return html`
    <dl class="canvas-table">
      ${component.items.map(
        ({ field, value }, index) => html`
          <div key=${`${index} ${field}`}>
            <dt><${Cut} text=${field} /></dt>
            <dd><${Cut} text=${value} /></dd>
          </div>`,
      )}
    </dl>
  `;
}

function Cut({ text }) {
  const cell = useRef(null);
  const [isCut, setIsCut] = useState(false);
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const element = cell.current;
    const observer = new ResizeObserver(() => setIsCut(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [text]);
  const show = () => setIsShown(true);
  const hide = () => setIsShown(false);
  return html`
    <span class="cut" ref=${cell} tabindex=${isCut ? 0 : null} onPointerEnter=${show} onPointerLeave=${hide} onFocus=${show}
      onBlur=${hide} onKeyDown=${(event) => event.key === 'Escape' && hide()}>${String(text)}</span>
    ${isCut && isShown && html`<span class="tip" aria-hidden="true">${String(text)}</span>`}
  `;
}
