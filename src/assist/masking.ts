// Hides numbers and e-mail addresses from a service: each becomes a placeholder, which is put back in what comes from there.

/** One question's placeholders: the same value has the same one everywhere. */
export class Mask {
  readonly #placeholders = new Map<string, string>();
  readonly #values = new Map<string, string>();

  hide(text: string): string {
    // A customer's own brackets must name no placeholder.
    const plain = text.replace(/\[(?=(?:email|number)\b)/gi, '(');
    return plain
      .replace(EMAIL, (value) => this.#placeholderOf('email', value))
      .replace(NUMBER, (value) => (figuresIn(value) < LEAST_FIGURES ? value : this.#placeholderOf('number', value)));
  }

  show(text: string): string {
    return text.replace(/\[(?:email|number) \d+\]/g, (placeholder) => this.#values.get(placeholder) ?? placeholder);
  }

  #placeholderOf(kind: 'email' | 'number', value: string): string {
    const known = this.#placeholders.get(value);
    if (known !== undefined) return known;
    const placeholder = `[${kind} ${this.#placeholders.size + 1}]`;
    this.#placeholders.set(value, placeholder);
    this.#values.set(placeholder, value);
    return placeholder;
  }
}

/** Prices, times and years are shorter; phone numbers, cards and orders are not. */
const LEAST_FIGURES = 5;
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
const NUMBER = /\+?\p{Nd}(?:[ ./()-]{0,2}\p{Nd}){3,40}/gu;

function figuresIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}
