// Warnings before a text or a reply goes astray, the most important first.
import type { HomeScreen, PanelWarning } from '../../domain/panel.ts';
import { buttonLabels, remedyLabels } from '../../words/buttons.ts';
import { keptTitle } from '../../words/doctor/findings.ts';
import { refusalSentences } from '../../words/failures/gate.ts';
import { tellFailure } from '../../words/failures.ts';
import {
  blockedWords,
  breakageNames,
  breakageWords,
  foundWords,
  loopWarning,
  mayStopWords,
  othersCounted,
  othersWords,
  overLimitWords,
  severalNumbersWords,
  warningSentences,
} from '../../words/panel/warnings.ts';
import { shorten } from '../plain-text.ts';
import { button, type Component, outsideLink, text } from './canvas-kit.ts';

const order: readonly PanelWarning['kind'][] = [
  'no-sender',
  'not-answerable',
  'may-stop',
  'broken',
  'barred',
  'over-limit',
  'paused',
  'sender-blocked',
  'loop',
  'replies-not-texted',
  'several-numbers',
  'moved',
  'bots-not-texted',
  'also-email',
];

/** Texts do not get through. */
const urgent = order.slice(0, order.indexOf('sender-blocked') + 1);
const fixedInSettings: readonly PanelWarning['kind'][] = [
  'no-sender',
  'broken',
  'barred',
  'over-limit',
  'sender-blocked',
  'bots-not-texted',
];

/** `detail`, from 0 to 2: how much is said of the other things that are broken. */
export function warningWords({ warnings, settingsUrl }: HomeScreen, most: number, detail: number): Component[] {
  const shown = warnings.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).slice(0, most);
  const needsSettings = shown.some(({ kind }) => fixedInSettings.includes(kind));
  return [
    ...shown.flatMap((warning) => [
      text(sentenceOf(warning, detail), urgent.includes(warning.kind) ? 'error' : 'paragraph'),
      ...(warning.kind === 'may-stop' ? [optOutButton(warning.messageId)] : []),
      ...(warning.kind === 'loop'
        ? [button(buttonLabels.resumeAutomatic, { do: 'resume-automatic' }, 'secondary')]
        : []),
      ...(warning.kind === 'moved' ? outsideLink('Open it', 'conversation', warning.conversationUrl) : []),
    ]),
    ...(needsSettings ? outsideLink(remedyLabels.settings, 'settings', settingsUrl) : []),
  ];
}

function optOutButton(id: string): Component {
  return button(buttonLabels.optOut, { do: 'opt-out-by', id }, 'secondary');
}

function brokenWords(warning: PanelWarning & { kind: 'broken' }, detail: number): string {
  const { others = [] } = warning;
  const first =
    warning.what === 'found'
      ? foundWords(shorten(keptTitle(warning.found), 90), warning.stops)
      : breakageWords[warning.what];
  if (others.length === 0) return first;
  const named = others
    .slice(0, 2)
    .map((one) => shorten(one.what === 'found' ? keptTitle(one.found) : breakageNames[one.what], 50));
  return `${first} ${detail === 2 ? othersWords(named, others.length) : othersCounted(others.length)}`;
}

function sentenceOf(warning: PanelWarning, detail: number): string {
  switch (warning.kind) {
    case 'broken':
      return brokenWords(warning, detail);
    case 'may-stop':
      return mayStopWords(shorten(warning.words, 60));
    case 'over-limit':
      return overLimitWords(warning.country);
    case 'barred':
      return shorten(refusalSentences(warning.by), 300);
    case 'loop':
      return loopWarning(warning.how);
    case 'several-numbers':
      return severalNumbersWords(shorten(warning.address, 40));
    case 'replies-not-texted':
      return warningSentences[warning.why];
    case 'sender-blocked':
      return blockedWords(shorten(tellFailure(warning.fault).cause, 120));
    default:
      return warningSentences[warning.kind];
  }
}
