// Finds the faults that keep somebody out of a page.
// Source: github.com/dequelabs/axe-core/blob/develop/doc/API.md.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The rules about colours. */
const ofColour = ['color-contrast', 'link-in-text-block'];

/** Checks any number of pages, and parts that several pages share only once. A page is of no use afterwards. */
export class AccessibilityCheck {
  readonly #parts: string | null;
  readonly #seen = new Set<string>();

  /** `parts` selects the parts that pages may share: none within another, and each with a heading. */
  constructor(parts: string | null = null) {
    this.#parts = parts;
  }

  /** Faults that are serious or worse, in light and in dark. */
  async faultsOf(page: Page): Promise<string[]> {
    // Hundreds of countries and time zones stand in many lists, each with another of them chosen.
    await this.#leaveOut(page, 'select', 'one.textContent', 'one.replaceChildren(...one.selectedOptions)');
    if (this.#parts !== null)
      await this.#leaveOut(page, this.#parts, 'one.outerHTML', "one.replaceChildren(one.querySelector('h1, h2, h3'))");
    if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
    const faults: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const only = colorScheme === 'dark' ? { runOnly: { type: 'rule', values: ofColour } } : {};
      const found = await page.evaluate<
        string[]
      >(`axe.run(document, ${JSON.stringify(only)}).then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`);
      faults.push(...found.map((fault) => `${colorScheme}: ${fault}`));
    }
    return faults;
  }

  /** Removes the parts that were checked before, except for those that the page refers to. */
  async #leaveOut(page: Page, selector: string, likeness: string, shorten: string): Promise<void> {
    const all = `[...document.querySelectorAll(${JSON.stringify(selector)})]`;
    const likenesses = await page.evaluate<string[]>(`${all}.map((one) => ${likeness})`);
    const known = likenesses.map((one) => this.#seen.has(one));
    for (const one of likenesses) this.#seen.add(one);
    await page.evaluate(`${all}.forEach((one, index) => { if (${JSON.stringify(known)}[index]) ${shorten}; })`);
  }
}
