// The API of a workspace: each call of the catalogue, with the verb that answers it.
import type Router from '@koa/router';
import { type OperationId, operations } from '../../domain/api/catalogue.ts';
import { FewAtOnce } from '../../lib/few-at-once.ts';
import { renderApiDocs } from '../../views/page/api-docs.ts';
import type { People } from '../middleware/people.ts';
import { type AssistCalls, assistCalls } from './assist.ts';
import { type ApiDoor, answerCalls, createProof, type Performed, performCalls, type Verb } from './call.ts';
import { type ConnectorCalls, connectorsCalls } from './connectors.ts';
import { type ConsentCalls, consentsCalls } from './consents.ts';
import { type ContactCalls, contactsCalls } from './contacts.ts';
import { type CustomerCalls, customersCalls } from './customers.ts';
import { describeApi } from './description.ts';
import { type HeldCalls, heldCalls } from './held.ts';
import { answerLines } from './lines.ts';
import { answerMcp, type McpDoor } from './mcp.ts';
import { numbersCalls } from './numbers.ts';
import { type SeriesCalls, seriesCalls } from './series.ts';
import { type SettingsCalls, settingsCalls } from './settings.ts';
import { type TemplateCalls, templatesCalls } from './templates.ts';
import { type TextCalls, textsCalls } from './texts.ts';
import { type WebhookCalls, webhooksCalls } from './webhooks.ts';

export interface ApiDoors
  extends ApiDoor,
    AssistCalls,
    ConnectorCalls,
    ConsentCalls,
    ContactCalls,
    CustomerCalls,
    HeldCalls,
    McpDoor,
    SeriesCalls,
    SettingsCalls,
    TemplateCalls,
    TextCalls,
    WebhookCalls {
  publicUrl: string;
  people: People;
}

export const API = '/api/v1';

/**
 * Calls of one key that a process works on at a time: beside people's work one, so that a flood of them delays no reply, and
 * otherwise as many as keep the process busy.
 */
const AT_ONCE = { beside: 1, alone: 16 } as const;
/** A call that asks Intercom takes longer, and holds up no other. */
const HOLD_MS = 50;

/** The page has no script and no form, and loads nothing but its own styles. */
const docsPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src data:',
  ...["form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'"],
].join('; ');

export function addApi(router: Router, doors: ApiDoors): void {
  const [texts, consents, series] = [textsCalls(doors), consentsCalls(doors), seriesCalls(doors)];
  const [held, templates, settings] = [heldCalls(doors), templatesCalls(doors), settingsCalls(doors)];
  const [connectors, webhooks] = [connectorsCalls(doors), webhooksCalls(doors)];
  const assist = assistCalls(doors);
  const customers = customersCalls(doors);
  const verbs: Readonly<Record<OperationId, Verb>> = {
    listNumbers: numbersCalls.list,
    listTexts: texts.list,
    sendText: texts.send,
    sendSeriesText: series.send,
    putSeriesText: series.send,
    sendSms: connectors.send,
    readSmsStatus: connectors.status,
    readText: texts.one,
    listConsents: consents.list,
    readConsent: consents.one,
    changeConsent: consents.change,
    endOptOut: consents.end,
    releaseText: held.release,
    cancelText: held.cancel,
    listDeadLetters: held.letters,
    retryDeadLetter: held.retry,
    dropDeadLetter: held.drop,
    findContacts: contactsCalls(doors).find,
    putCustomer: customers.put,
    listCustomerChanges: customers.changes,
    // A call of lines has a door of its own below.
    putCustomers: customers.put,
    readCustomerSync: customers.state,
    actOnCustomerSync: customers.act,
    listTemplates: templates.list,
    readTemplate: templates.one,
    createTemplate: templates.create,
    changeTemplate: templates.change,
    archiveTemplate: templates.archive,
    listWebhooks: webhooks.list,
    createWebhook: webhooks.make,
    deleteWebhook: webhooks.remove,
    testWebhook: webhooks.test,
    replayWebhook: webhooks.replay,
    listDeliveries: webhooks.deliveries,
    classifyText: assist.classify,
    analyzeText: assist.analyze,
    draftAnswer: assist.draft,
    evaluateConversation: assist.evaluate,
    readSettings: settings.read,
    changeSettings: settings.change,
  };
  const proveCall = createProof(doors);
  const most = () => (doors.people.areBusy() ? AT_ONCE.beside : AT_ONCE.alone);
  const keys = new FewAtOnce({ most, holdMs: HOLD_MS });
  const performed = new Map<OperationId, Performed>();
  for (const operation of operations) {
    const path = `${API}${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    const perform = performCalls(operation, verbs[operation.id], keys);
    performed.set(operation.id, perform);
    const answer = operation.isLines
      ? answerLines(proveCall, operation, customers.lines)
      : answerCalls(proveCall, operation, perform);
    router.register(path, [operation.method.toLowerCase()], answer);
  }
  router.post('/mcp', answerMcp(doors, proveCall, performed));
  // Both are made when somebody first reads them.
  let docs: string | undefined;
  router.get('/api/docs', (ctx) => {
    ctx.type = 'html';
    ctx.set('content-security-policy', docsPolicy);
    docs ??= renderApiDocs(doors.publicUrl);
    ctx.body = docs;
  });
  let description: string | undefined;
  router.get(`${API}/openapi.json`, (ctx) => {
    ctx.type = 'application/json';
    description ??= JSON.stringify(describeApi(doors.publicUrl));
    ctx.body = description;
  });
}
