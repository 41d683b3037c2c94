// The doctor’s findings in words: one sentence a check, for the settings page, the panel and the command line alike.
import type { Finding, Found } from '../../domain/doctor/finding.ts';
import type { Kept } from '../../domain/doctor/kept.ts';
import { say } from '../say.ts';
import { connectorsWords } from './connectors.ts';
import { endpointWords } from './endpoints.ts';
import { accessWords, attributesWords, paceWords } from './intercom.ts';
import { limitsWords } from './limits.ts';
import { mediaWords } from './media.ts';
import { tellStep } from './next-steps.ts';
import { outageWords } from './outages.ts';
import { permissionWords } from './permissions.ts';
import { pricesWords, registrationWords } from './registrations.ts';
import { addressWords, clockWords, queueWords, secretsWords } from './service.ts';
import { actingAdminWords, botsWords, firstTextWords, numbersWords, pauseWords, teamWords } from './set-up.ts';
import { refusedRequestsWords, ruleWords, signatureWords, signingKeyWords } from './signatures.ts';
import { routeWords, servicesWords } from './text-routes.ts';
import type { Told } from './told.ts';
import { authTokenWords, stoppedWords, twilioWords } from './twilio.ts';
import { missedTopicWords, tagTopicsWords, topicsWords, unreadableWords, versionWords } from './webhooks.ts';

/** A finding as people read it. `fix`: null where nobody here can fix it. */
export interface ToldFinding extends Told {
  severity: Finding['severity'];
  fix: { kind: 'link'; label: string; url: string } | { kind: 'button'; label: string; action: string } | null;
}

/** `zone`: the reader's, an IANA name. */
export function tellFinding({ severity, found, fix }: Finding, zone: string): ToldFinding {
  return { severity, ...tellFound(found, zone), fix: fix && tellFix(fix) };
}

function tellFix(fix: NonNullable<Finding['fix']>): ToldFinding['fix'] {
  const label = tellStep(fix.step);
  return fix.kind === 'link' ? { kind: 'link', label, url: fix.url } : { kind: 'button', label, action: fix.action };
}

/** The title of a finding that was kept. None of these titles has a time, so the zone does not matter. */
export function keptTitle(found: Kept['found']): string {
  return found.check === 'before' ? found.title : tellFound(found, 'UTC').title;
}

export function tellFound(found: Found, zone: string): Told {
  switch (found.check) {
    case 'acting-admin':
      return say(actingAdminWords, found);
    case 'address':
      return say(addressWords, found);
    case 'attributes':
      return say(attributesWords, found);
    case 'auth-token':
      return say(authTokenWords, found);
    case 'bots':
      return say(botsWords, found);
    case 'clock':
      return say(clockWords, found);
    case 'connectors':
      return say(connectorsWords, found);
    case 'endpoints':
      return say(endpointWords(zone), found);
    case 'first-text':
      return say(firstTextWords, found);
    case 'intercom':
      return say(accessWords(zone), found);
    case 'media':
      return say(mediaWords, found);
    case 'missed-topic':
      return say(missedTopicWords(zone), found);
    case 'numbers':
      return say(numbersWords, found);
    case 'outage':
      return say(outageWords(zone), found);
    case 'pace':
      return say(paceWords, found);
    case 'pause':
      return say(pauseWords, found);
    case 'permission':
      return say(permissionWords(zone), found);
    case 'limits':
      return say(limitsWords(zone), found);
    case 'prices':
      return say(pricesWords, found);
    case 'queue':
      return say(queueWords, found);
    case 'refused-requests':
      return say(refusedRequestsWords(zone), found);
    case 'registration':
      return say(registrationWords, found);
    case 'secrets':
      return say(secretsWords, found);
    case 'services':
      return say(servicesWords, found);
    case 'signatures':
      return say(signatureWords(zone), found);
    case 'signing-key':
      return say(signingKeyWords, found);
    case 'stopped':
      return say(stoppedWords, found);
    case 'team':
      return say(teamWords, found);
    case 'text-route':
      return routeWords(found);
    case 'tag-topics':
      return say(tagTopicsWords(zone), found);
    case 'topics':
      return say(topicsWords(zone), found);
    case 'twilio':
      return say(twilioWords(zone), found);
    case 'unreadable':
      return say(unreadableWords, found);
    case 'webhook-version':
      return say(versionWords(zone), found);
    case 'webhooks-rule':
      return say(ruleWords, found);
  }
}
