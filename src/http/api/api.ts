// The API of a workspace: each call of the catalogue, with the verb that answers it.
import type Router from '@koa/router';
import { type OperationId, operations } from '../../domain/api/catalogue.ts';
import { type ApiDoor, answerCalls, type Verb } from './call.ts';
import { type ConsentCalls, consentsCalls } from './consents.ts';
import { describeApi } from './description.ts';
import { numbersCalls } from './numbers.ts';
import { type TextCalls, textsCalls } from './texts.ts';

export interface ApiDoors extends ApiDoor, ConsentCalls, TextCalls {
  publicUrl: string;
}

export const API = '/api/v1';

export function addApi(router: Router, doors: ApiDoors): void {
  const [texts, consents] = [textsCalls(doors), consentsCalls(doors)];
  const verbs: Readonly<Record<OperationId, Verb>> = {
    listNumbers: numbersCalls.list,
    listTexts: texts.list,
    readText: texts.one,
    listConsents: consents.list,
    readConsent: consents.one,
  };
  for (const operation of operations) {
    const path = `${API}${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    router.register(path, [operation.method.toLowerCase()], answerCalls(doors, operation, verbs[operation.id]));
  }
  const description = JSON.stringify(describeApi(doors.publicUrl));
  router.get(`${API}/openapi.json`, (ctx) => {
    ctx.type = 'application/json';
    ctx.body = description;
  });
}
