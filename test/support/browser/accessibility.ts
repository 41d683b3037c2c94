// What keeps somebody out of a page, as axe-core sees it. Source: github.com/dequelabs/axe-core/blob/develop/doc/API.md.
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** All that a colour can do wrong. */
const ofColour = ['color-contrast', 'link-in-text-block'];

/** Looks at any number of pages, and at parts that are alike on several of them only once. The page is spent afterwards. */
export class AccessibilityCheck {
  readonly #parts: string | null;
  readonly #seen = new Set<string>();

  /** `parts`: what may be alike, as a selector; none within another, and each with a heading. */
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

  /** Keeps of what was looked at before no more than the rest of the page leans on. */
  async #leaveOut(page: Page, selector: string, likeness: string, shorten: string): Promise<void> {
    const all = `[...document.querySelectorAll(${JSON.stringify(selector)})]`;
    const likenesses = await page.evaluate<string[]>(`${all}.map((one) => ${likeness})`);
    const known = likenesses.map((one) => this.#seen.has(one));
    for (const one of likenesses) this.#seen.add(one);
    await page.evaluate(`${all}.forEach((one, index) => { if (${JSON.stringify(known)}[index]) ${shorten}; })`);
  }
}
