// How tall a canvas is about to be: the first one may be 400 px high, and nobody measures it before it is shown.
import { columnsOf } from '../plain-text.ts';
import type { Component, Item } from './canvas-kit.ts';

/** Source: developers.intercom.com/docs/canvas-kit/canvas-kit-inbox-best-practices */
export const MOST_PX = 400;

/**
 * The measures of the demo page's `canvas.css`, rounded up, in a panel 320 px wide; of its letters, those that are wider than
 * most.
 */
const GAP = 10;
const ROUNDING = 1;
const LINE = 20.3;
const LETTER = 7.5;
const WIDTH = 288;
const ITEM = { width: 258, padding: 14, line: 18.9, third: 16.9, thirdLetter: 6.9, titleLetter: 8.2 };

export function heightOf(components: readonly Component[]): number {
  return components.reduce((sum, component, index) => {
    const isFlush = index === components.length - 1 || ('bottom_margin' in component && component.bottom_margin);
    return sum + ownHeight(component) + (isFlush ? 0 : GAP);
  }, ROUNDING);
}

function ownHeight(component: Component): number {
  switch (component.type) {
    case 'text':
      return LINE * linesOf(component.text, LETTER, WIDTH);
    case 'button':
      return Math.max(
        component.style === 'link' ? 30 : 36,
        12 + LINE * linesOf(component.label, ITEM.titleLetter, WIDTH - 22),
      );
    case 'list':
      return component.items.reduce((sum, one) => sum + itemHeight(one), component.items.length - 1);
    case 'data-table':
      return component.items.length * (LINE + 6);
    case 'image':
      return component.height;
    case 'textarea':
      return 100 + (component.value?.length ?? 0) / 2;
    default:
      return 60;
  }
}

function itemHeight({ title, subtitle, tertiary_text: third }: Item): number {
  return (
    ITEM.padding +
    ITEM.line * linesOf(title, ITEM.titleLetter, ITEM.width) +
    (subtitle === undefined ? 0 : ITEM.line * linesOf(subtitle, LETTER, ITEM.width)) +
    (third === undefined ? 0 : ITEM.third * linesOf(third, ITEM.thirdLetter, ITEM.width))
  );
}

/** Words are not torn, so a line holds a little less than it could. */
function linesOf(words: string, letter: number, width: number): number {
  return words
    .replace(/\u2060|\*\*/g, '')
    .split('\n')
    .reduce((sum, line) => {
      const columns = columnsOf(line) * letter;
      return sum + (columns <= width ? 1 : Math.ceil((columns * 1.06) / width));
    }, 0);
}
