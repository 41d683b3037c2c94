// The open panel of an agent, which a test reads, types into and clicks by the words on it.
import type { CanvasAnswer } from './intercom/panel/canvas.ts';
import type { SimulatedWorkspace } from './intercom/workspace.ts';

interface Option {
  id: string;
  text: string;
}

interface Item {
  id: string;
  title: string;
  subtitle?: string;
  tertiary_text?: string;
  action?: { type: string };
}

interface Component {
  type: string;
  id?: string;
  text?: string;
  label?: string;
  value?: unknown;
  placeholder?: string;
  action?: { type: string; url?: string };
  items?: (Item & { field?: string; value?: string })[];
  options?: Option[];
}

interface CanvasBody {
  canvas: { content: { components: Component[] }; stored_data?: unknown };
}

export class OpenPanel {
  readonly #workspace: SimulatedWorkspace;
  readonly #conversationId: string;
  readonly #adminId: string;
  #canvas: CanvasBody['canvas'] = { content: { components: [] } };
  #typed = new Map<string, unknown>();

  constructor(workspace: SimulatedWorkspace, conversationId: string, adminId: string) {
    this.#workspace = workspace;
    this.#conversationId = conversationId;
    this.#adminId = adminId;
  }

  /** Opens it anew, as switching to the conversation does: typed words are gone. */
  async opens(): Promise<this> {
    const answer = await this.#workspace.canvasInitialize(this.#conversationId, { adminId: this.#adminId });
    return this.#show(answer);
  }

  get components(): readonly Component[] {
    return this.#canvas.content.components;
  }

  /** The request that Intercom would send with the next click, for a test to change or repeat. */
  get current(): unknown {
    return this.#canvas;
  }

  /** Every word on it, in order, one line a component or row. */
  reads(): string[] {
    return this.components.flatMap((component) => wordsOf(component));
  }

  /** The same as one text. */
  words(): string {
    return this.reads().join('\n');
  }

  /** The value of the field with this label or placeholder. */
  value(label: string): unknown {
    const field = this.#field(label);
    return this.#typed.get(field.id ?? '') ?? field.value;
  }

  types(label: string, value: string): this {
    this.#typed.set(this.#field(label).id ?? '', value);
    return this;
  }

  /** The box with these words, among those of the panel. */
  ticks(words: string): this {
    const box = this.components.find(
      ({ type, options }) => type === 'checkbox' && options?.some(({ text }) => text === words),
    );
    if (!box) throw new Error(`No box says "${words}". The panel says:\n${this.reads().join('\n')}`);
    const ids = (box.options ?? []).filter(({ text }) => text === words).map(({ id }) => id);
    this.#typed.set(box.id ?? '', ids);
    return this;
  }

  chooses(label: string, text: string | RegExp): this {
    const field = this.#field(label);
    const option = field.options?.find((one) => matches(one.text, text));
    if (!option)
      throw new Error(`"${label}" has no option ${text}; it has ${field.options?.map((one) => one.text).join(', ')}.`);
    this.#typed.set(field.id ?? '', option.id);
    return this;
  }

  /** The button, row or field arrow with these words. */
  async clicks(label: string | RegExp): Promise<this> {
    return this.sends(this.idOf(label));
  }

  idOf(label: string | RegExp): string {
    for (const component of this.components) {
      if (component.action?.type === 'submit' && matches(component.label ?? component.placeholder ?? '', label))
        return component.id ?? '';
      const item = component.items?.find(
        (one) => one.action?.type === 'submit' && wordsOfItem(one).some((words) => matches(words, label)),
      );
      if (item) return item.id;
    }
    throw new Error(`Nothing to click says ${label}. The panel says:\n${this.reads().join('\n')}`);
  }

  /** Clicks any component, also one that the canvas does not have. */
  async sends(componentId: string, current: unknown = this.#canvas): Promise<this> {
    const answer = await this.#workspace.canvasSubmit(this.#conversationId, {
      componentId,
      inputValues: this.#values(),
      currentCanvas: current,
      adminId: this.#adminId,
    });
    return this.#show(answer);
  }

  #values(): Record<string, unknown> {
    const own = this.components.filter((component) => component.id !== undefined && 'value' in component);
    const values = own.map((component) => [component.id ?? '', component.value]);
    const fields = this.components.filter((component) => ['input', 'textarea'].includes(component.type));
    const empty = fields.map((component) => [component.id ?? '', '']);
    return Object.fromEntries([...empty, ...values, ...this.#typed]);
  }

  #field(label: string): Component {
    const found = this.components.find(
      (component) =>
        ['input', 'textarea', 'dropdown'].includes(component.type) &&
        (component.label === label || component.placeholder === label),
    );
    if (!found) throw new Error(`No field is called "${label}". The panel says:\n${this.reads().join('\n')}`);
    return found;
  }

  #show({ body: answered, problems }: CanvasAnswer): this {
    if (problems.length > 0) throw new Error(`Intercom would not draw the panel. ${problems.join(' ')}`);
    const body = answered as CanvasBody;
    this.#canvas = body.canvas;
    this.#typed = new Map();
    return this;
  }
}

function matches(words: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? words === wanted : wanted.test(words);
}

function wordsOf(component: Component): string[] {
  if (component.items)
    return component.items.flatMap((item) =>
      item.field === undefined ? wordsOfItem(item) : [`${item.field}: ${item.value}`],
    );
  const value = typeof component.value === 'string' && component.value !== '' ? [component.value] : [];
  return [component.text ?? component.label ?? component.placeholder ?? '', ...value].filter((words) => words !== '');
}

function wordsOfItem(item: Item): string[] {
  return [item.title, item.subtitle, item.tertiary_text].filter((words) => words !== undefined);
}
