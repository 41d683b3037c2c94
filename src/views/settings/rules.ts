// Draws and reads the section of the rules: each as a sentence, with what it did, and a form for each kind.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { isRuleKind, type RuleKind, ruleKinds, ruleLimits } from '../../domain/rules/rule.ts';
import type { TriedRule } from '../../domain/rules/rule-changes.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { PageOf, ShownRule } from '../../domain/settings-page.ts';
import { addressInWords } from '../../words/addresses.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import {
  ruleCounts,
  rulePageWords,
  ruleReason,
  ruleSending,
  ruleSentence,
  ruleTitles,
  triedHeadline,
  triedLimits,
} from '../../words/settings/rules.ts';
import { type Form, textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, guarded, hidden, link, pill, written } from '../page/pieces.ts';
import { fieldIn, type SentForm } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { choiceField } from './choices.ts';
import { section, settingsForm } from './section.ts';

type RulesPage = PageOf<'rules'>;

export function rulesSection(page: RulesPage): PageContent {
  const { list, templates } = page.rules;
  const running = list.filter(({ runningSince }) => runningSince !== null).length;
  const rows = list.map((rule) => ruleRow(page, rule));
  const make = page.mayChange
    ? html`<h2>${rulePageWords.add}</h2>
        ${
          templates.length === 0
            ? html`<p class="hint">${rulePageWords.noTemplate} ${link('Add a template', '/settings/templates/new')}</p>`
            : ruleKinds.map((kind) => making(page, kind))
        }`
    : null;
  return section(
    page,
    'rules',
    {
      pill: {
        tone: 'plain',
        words: list.length === 0 ? 'None yet' : `${running} of ${list.length} running`,
      },
      lead: frameWords.leads.rules,
    },
    html`${rows.length === 0 ? html`<p class="hint">${rulePageWords.none}</p>` : html`<ul class="rows">${rows}</ul>`} ${make}`,
  );
}

function ruleRow(page: RulesPage, rule: ShownRule): VNode {
  const isRunning = rule.runningSince !== null;
  const template = rule.template === null ? null : shorten(rule.template, 60);
  const why = rule.reasons.map(({ reason, count: times }) => `${ruleReason(reason)} (${times})`).join(', ');
  const tried = page.rules.tried?.ruleId === rule.id ? triedBox(page.rules.tried, rule.kind) : null;
  return html`<li class="rule">
    <p>
      ${pill(isRunning ? { tone: 'good', words: 'Running' } : { tone: 'plain', words: 'Paused' })}${' '}
      <bdi>${ruleSentence({ ...rule, tag: rule.tag === null ? null : shorten(rule.tag, 60) }, template)}</bdi>
    </p>
    <p class="hint">${ruleSending(rule)} ${ruleCounts(rule.counts, why)}</p>
    ${tried} ${page.mayChange ? buttons(page, rule.id, isRunning) : null}
  </li>`;
}

function buttons(page: RulesPage, id: string, isRunning: boolean): VNode {
  const which = hidden('rule', id);
  const startOrPause = isRunning ? doButton('pause', 'Pause') : doButton('start', 'Start');
  const content = html`${which}
    <p class="actions">${startOrPause} ${doButton('try', 'Try it out', 'secondary')}</p>`;
  const end = settingsForm(page, 'rules', html`${which} ${doButton('end', 'Delete this rule', 'danger')}`);
  return html`${settingsForm(page, 'rules', content)} ${guarded('Delete', rulePageWords.end, end)}`;
}

function triedBox(tried: TriedRule, kind: RuleKind): VNode {
  const { people } = tried;
  const would = people.filter(({ reason }) => reason === null);
  const others = people.filter(({ reason }) => reason !== null);
  return html`<div class="notice done" role="status" tabindex="-1" data-notice>
    <p>${triedHeadline(tried)}</p>
    ${would.length === 0 ? null : html`<p>${would.map(({ name }, index) => html`${index === 0 ? '' : ', '}${written(name, 40)}`)}</p>`}
    ${
      others.length === 0
        ? null
        : html`<p>${rulePageWords.left}${others.map(({ name, reason }, index) => html`${index === 0 ? '' : ', '}${written(name, 40)} (${ruleReason(reason ?? '')})`)}</p>`
    }
    <p>${triedLimits(kind)}</p>
  </div>`;
}

function making(page: RulesPage, kind: RuleKind): VNode {
  const { templates, senders } = page.rules;
  const form: Form = { id: `rule-${kind}`, state: formState(page, 'rules', ['kind', kind]) };
  const numbers = senders.map(({ address, label }) => {
    const number = addressInWords(address);
    return { value: address, label: label === null ? number : `${label} (${number})` };
  });
  const content = html`${hidden('kind', kind)} ${kindField(form, kind)}
    ${choiceField(form, {
      ...{ name: 'template', label: 'Then text', stored: templates[0]?.id ?? '' },
      choices: templates.map(({ id, name }) => ({ value: id, label: shorten(name, 60) })),
    })}
    ${choiceField(form, {
      ...{ name: 'sender', label: 'From', stored: '' },
      choices: [{ value: '', label: rulePageWords.anySender }, ...numbers],
    })}
    ${choiceField(form, {
      ...{ name: 'purpose', label: 'Purpose', stored: 'transactional' },
      choices: [
        { value: 'transactional', label: rulePageWords.transactional },
        { value: 'marketing', label: rulePageWords.marketing },
      ],
    })}
    ${wholeField(form, 'hourly_cap', 'At most', ruleLimits.hourlyCap.usual, 'texts an hour', rulePageWords.cap)}
    ${
      kind === 'contact-created'
        ? null
        : wholeField(form, 'contact_days', rulePageWords.person, ruleLimits.contactDays.usual, 'days')
    }
    <p class="actions">${doButton('make', 'Make this rule')}</p>`;
  return html`<details open=${form.state.isSent}>
    <summary>${ruleTitles[kind]}</summary>
    <div class="folded">${settingsForm(page, 'rules', content, { state: form.state })}</div>
  </details>`;
}

function kindField(form: Form, kind: RuleKind): VNode {
  switch (kind) {
    case 'contact-created':
      return html`<p class="hint">${rulePageWords.welcome}</p>`;
    case 'tagged':
      return textField(form, { name: 'tag', label: 'Tag', stored: '', hint: rulePageWords.tag });
    case 'closed':
      return wholeField(form, 'hours', 'Closed for', ruleLimits.closedHours.usual, 'hours', rulePageWords.hours);
    case 'unanswered':
      return wholeField(
        form,
        'minutes',
        'Unanswered for',
        ruleLimits.unansweredMinutes.usual,
        'minutes',
        rulePageWords.minutes,
      );
  }
}

function wholeField(form: Form, name: string, label: string, usual: number, after: string, hint?: string): VNode {
  return textField(form, { name, label, stored: String(usual), after, look: 'short', digits: true, hint });
}

export function readRule(form: SentForm): Read {
  const id = fieldIn(form, 'rule');
  switch (fieldIn(form, 'do')) {
    case 'start':
      return { command: { do: 'start-rule', id } };
    case 'pause':
      return { command: { do: 'pause-rule', id } };
    case 'end':
      return { command: { do: 'end-rule', id } };
    case 'try':
      return { command: { do: 'try-rule', id } };
    case 'make':
      return readNewRule(form);
    default:
      return { problems: { '': { kind: 'no-such-button' } } };
  }
}

function readNewRule(form: SentForm): Read {
  const kind = fieldIn(form, 'kind');
  if (!isRuleKind(kind)) return { problems: { '': { kind: 'no-such-button' } } };
  const delay = { closed: wholeIn(form, 'hours') * 60, unanswered: wholeIn(form, 'minutes') };
  const rule = {
    kind,
    tag: kind === 'tagged' ? fieldIn(form, 'tag') : null,
    delayMinutes: kind === 'closed' || kind === 'unanswered' ? delay[kind] : 0,
    templateId: fieldIn(form, 'template'),
    sender: fieldIn(form, 'sender') || null,
    purpose: fieldIn(form, 'purpose') === 'marketing' ? ('marketing' as const) : ('transactional' as const),
    hourlyCap: wholeIn(form, 'hourly_cap'),
    // A number is welcomed once for ever.
    contactDays: kind === 'contact-created' ? ruleLimits.contactDays.high : wholeIn(form, 'contact_days'),
  };
  return { command: { do: 'make-rule', rule } };
}

/** Not a number where something else was typed, which the check refuses. */
function wholeIn(form: SentForm, name: string): number {
  const typed = fieldIn(form, name).trim();
  return /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN;
}
