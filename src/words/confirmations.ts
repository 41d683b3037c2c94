// The text that confirms a customer's stop or start, in the language of their word. Each fits one SMS of the short alphabet.
import type { Keyword } from '../domain/consent/consent.ts';
import type { WordLanguage } from '../domain/consent/keywords.ts';

type Confirmed = Exclude<Keyword, 'help'>;

const sentences: Readonly<Record<WordLanguage, Readonly<Record<Confirmed, string>>>> = {
  en: {
    stop: 'You will get no more texts from us. Reply START to get them again.',
    start: 'You get texts from us again. Reply STOP to end them.',
  },
  es: {
    stop: 'Baja confirmada. Para volver a recibir mensajes, responda START.',
    start: 'Recibe nuestros mensajes de nuevo. Para cancelar, responda STOP.',
  },
  fr: {
    stop: 'Vous ne recevrez plus de messages. Pour en recevoir à nouveau, répondez START.',
    start: 'Vous recevez à nouveau nos messages. Pour ne plus en recevoir, répondez STOP.',
  },
  pt: {
    stop: 'Cancelamento confirmado. Para voltar a receber mensagens, responda START.',
    start: 'Voltou a receber mensagens. Para cancelar, responda STOP.',
  },
  de: {
    stop: 'Sie erhalten keine Nachrichten mehr. Antworten Sie START, um wieder welche zu erhalten.',
    start: 'Sie erhalten wieder Nachrichten. Antworten Sie STOP, um keine mehr zu erhalten.',
  },
};

/** `name`: of the business, which a text about consent has to tell. */
export function confirmationText(name: string, keyword: Confirmed, language: WordLanguage): string {
  return `${name}: ${sentences[language][keyword]}`;
}
