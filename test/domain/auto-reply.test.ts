// Automatic texts are told from people's, in the words of the phones and services that send them.
import { readAutoReply } from '../../src/domain/texts/auto-reply.ts';
import type { AutoReply } from '../../src/domain/texts/auto-reply-phrases.ts';

import { describe, expect, test } from '../support/jest-globals.ts';

const automatic: Readonly<Record<AutoReply, readonly string[]>> = {
  automatic: [
    'Auto-Reply: I’m busy and won’t respond to this.',
    'Automatic reply: back on Monday. Questions? Ask Sam.',
    'AUTO REPLY - I cannot take texts on this phone',
    'Hi! This is an automated message. We got your text.',
    'Respuesta automática: estoy en una reunión.',
    'Réponse automatique : je suis en réunion',
    'Resposta automática: estou em reunião',
    'Automatische Antwort: Ich bin in einer Besprechung.',
    'Abwesenheitsnotiz: bis 4. Januar nicht da',
    'Dies ist eine automatische Nachricht.',
  ],
  driving: [
    'I’m driving with Focus turned on. I’ll see your message when I get where I’m going.',
    '(I’m not receiving notifications. If this is urgent, reply “urgent” to send a notification through with your original message.)',
    "I'm driving right now - I'll get back to you later.",
    'I am driving and will text you later',
    'Estoy conduciendo. Te respondo más tarde.',
    'Je suis au volant, je vous rappelle plus tard.',
    'Estou dirigindo, respondo assim que puder.',
    'Ich fahre gerade Auto und melde mich später.',
  ],
  away: [
    'I am out of the office until January 4 with limited access to my phone.',
    'Hello, I’m on annual leave and will respond when I return.',
    'Thank you for your message. We will get back to you within one business day.',
    'Thanks for contacting Acme Plumbing! Our office is closed. Office hours are 8 to 5.',
    'Our office is currently closed.',
    'Estamos de vacaciones. Responderemos el lunes.',
    'Gracias por su mensaje. Le responderemos a la brevedad.',
    'Je suis absent jusqu’au 4 janvier.',
    'Merci pour votre message, nous vous répondrons dans les meilleurs délais.',
    'Estou de férias até 4 de janeiro.',
    'Obrigada pela mensagem, responderemos em breve.',
    'Ich bin bis 4. Januar nicht im Büro.',
    'Vielen Dank für Ihre Nachricht. Wir melden uns schnellstmöglich.',
  ],
  'not-accepted': [
    'This number does not accept texts.',
    'Sorry, the number you texted does not accept incoming messages.',
    'This phone number is not able to receive text messages. Please call us.',
    'Free Msg: Unable to send message - Message Blocking is active.',
    'This mailbox is not monitored.',
    'Please do not reply to this message.',
    'Este número no acepta mensajes.',
    'Ce numéro n’accepte pas les SMS.',
    'Este número não recebe mensagens.',
    'Diese Rufnummer kann keine SMS empfangen.',
    'Bitte nicht auf diese Nachricht antworten.',
  ],
  'opt-out': [
    'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
    'NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number.',
    'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
    'Acme: your order is ready. Text STOP to opt out',
    'Envoyez STOP au 36173',
  ],
};

const people = [
  'Hello, is my order there?',
  'I’m driving to your store now, where do I park?',
  'I am driving a Ford',
  'I am driving over later',
  'Are you out of the office until Monday?',
  'I was out of the office when the parcel came, can you send it again',
  'Thanks for your message, that helped a lot',
  'Thank you for your text!',
  'Is this an automated message?',
  'Why do I keep getting automated texts from you',
  'stop',
  'STOP texting me',
  'please stop sending me messages',
  'How do I unsubscribe',
  'My number is not receiving your codes',
  'I can not reply to the e-mail',
  'Danke für Ihre Nachricht, passt!',
  'ok',
  '',
  '👍',
];

describe('automatic texts', () => {
  for (const [kind, texts] of Object.entries(automatic))
    test.each([...texts])(`${kind}: %s`, (text) => expect(readAutoReply(text)).toBe(kind));

  test.each(people)('a person wrote: %s', (text) => expect(readAutoReply(text)).toBeNull());

  test('case, invisible characters and accents make no difference', () => {
    expect(readAutoReply('auto\u200b-REPLY: away')).toBe('automatic');
    expect(readAutoReply('REPONSE AUTOMATIQUE: absent')).toBe('automatic');
  });

  test('a page of any words is read within milliseconds', () => {
    const hostile = ['THIS '.repeat(140), 'THIS NUMBER '.repeat(58), 'a'.repeat(700), 'WE WILL '.repeat(85)];
    const startedAt = performance.now();
    for (const text of hostile) readAutoReply(text);
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});
