// The few pictograms of the page; all are decoration beside words or a label.
import { html } from 'htm/preact';

function icon(paths) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${paths}</svg>`;
}

export const icons = {
  moon: icon(html`<path d="M15.800 12.200A6.600 6.600 0 0 1 7.800 4.200a6.600 6.600 0 1 0 8 8z" />`),
  sun: icon(
    html`<circle cx="10" cy="10" r="3" /><path d="M10 2.800v2M10 15.200v2M2.800 10h2M15.200 10h2M4.900 4.900l1.400 1.400M13.700 13.700l1.400 1.400M4.900 15.100l1.400-1.400M13.700 6.300l1.400-1.400" />`,
  ),
  send: icon(html`<path d="M10 16V4.5M5 9.2 10 4.2l5 5" />`),
  plus: icon(html`<path d="M10 4v12M4 10h12" />`),
  down: icon(html`<path d="m5 8 5 5 5-5" />`),
  right: icon(html`<path d="m8 5 5 5-5 5" />`),
  refresh: icon(html`<path d="M15.6 8A6 6 0 1 0 16 11.2M16 4v4h-4" />`),
  picture: icon(
    html`<rect x="3" y="4" width="14" height="12" rx="2.5" /><circle cx="7.4" cy="8.2" r="1.3" /><path d="m4 14.5 4-3.6 2.6 2.2 2.6-2.8 3.3 3.6" />`,
  ),
  phone: icon(html`<rect x="5.5" y="2.5" width="9" height="15" rx="2.2" /><path d="M9 15h2" />`),
  inbox: icon(html`<path d="M3 11.5 5.4 4.8h9.2L17 11.5v3.7H3zM3.3 11.5h3.9c.3 3 5.3 3 5.6 0h3.9" />`),
  panel: icon(
    html`<rect x="3" y="3.5" width="14" height="13" rx="2.5" /><path d="M11.5 3.5v13M13.6 7h1.4M13.6 10h1.4" />`,
  ),
  people: icon(
    html`<circle cx="7.5" cy="7" r="2.8" /><path d="M2.5 16c.4-3.4 2.4-5 5-5s4.600 1.600 5 5M13 4.600a2.600 2.600 0 0 1 0 5M14.600 11.400c1.700.700 2.700 2.300 2.900 4.600" />`,
  ),
  gear: icon(
    html`<circle cx="10" cy="10" r="2.6" /><path d="M10 2.800v2.400M10 14.800v2.400M2.800 10h2.400M14.800 10h2.400M4.900 4.900l1.700 1.700M13.400 13.400l1.700 1.700M4.900 15.100l1.700-1.700M13.400 6.600l1.700-1.700" />`,
  ),
  stack: icon(
    html`<path d="M3.500 6.500 10 3.500l6.500 3L10 9.500zM3.500 10l6.500 3 6.500-3M3.500 13.500l6.500 3 6.500-3" />`,
  ),
  copy: icon(
    html`<rect x="7" y="7" width="9" height="9" rx="2" /><path d="M13 7V5.500a1.500 1.500 0 0 0-1.500-1.500h-6A1.500 1.500 0 0 0 4 5.500v6A1.500 1.500 0 0 0 5.500 13H7" />`,
  ),
  tick: icon(html`<path d="m4.5 10.5 3.6 3.6 7.4-8" />`),
  ticks: icon(html`<path d="m2.5 10.7 3.2 3.3 6.3-7.5M9.6 13.8l.3.2 6.8-7.5" />`),
  clock: icon(html`<circle cx="10" cy="10" r="6.5" /><path d="M10 6.5V10l2.3 1.6" />`),
  cross: icon(html`<path d="m5.5 5.5 9 9m0-9-9 9" />`),
  alert: icon(html`<circle cx="10" cy="10" r="7" /><path d="M10 6.2v4.5M10 13.5v.2" />`),
  file: icon(html`<path d="M6 2.8h5.5L15 6.5v10.7H6zM11.2 3v3.8H15" />`),
  clip: icon(
    html`<path d="m15.2 9.4-5.4 5.400a3.300 3.300 0 0 1-4.700-4.700l6-6a2.200 2.200 0 0 1 3.100 3.100l-5.800 5.800a1.100 1.100 0 0 1-1.600-1.600l5.200-5.200" />`,
  ),
  card: icon(
    html`<rect x="3" y="4.500" width="14" height="11" rx="2" /><circle cx="7.500" cy="9" r="1.600" /><path d="M5 13c.400-2 4.600-2 5 0M12 8.500h3M12 11.500h3" />`,
  ),
  bolt: icon(html`<path d="M11 2.8 4.8 11.3H9.5L8.8 17.2 15.2 8.6H10.4z" />`),
  wire: icon(html`<path d="M3 7h12.5M12.5 4l3 3-3 3M17 13H4.5M7.5 10l-3 3 3 3" />`),
};
