// Phrases of phones and services that text by themselves, in the languages of most customers, as `plainWords` gives words.

/**
 * The kind of an automatic text. `automatic`: it says so. `away`: an absence, or closed hours. `driving`: a phone that is at the
 * wheel or silenced. `not-accepted`: texts to that number reach nobody. `opt-out`: a service's answer to a keyword, or the line
 * that offers one.
 */
export type AutoReply = 'automatic' | 'away' | 'driving' | 'not-accepted' | 'opt-out';

/** The first words of a text that says what it is. */
export const openings =
  /^(?:(?:THIS IS |SENT AS )?(?:AN )?(?:AUTO|AUTOMATIC|AUTOMATED) ?(?:REPLY|RESPONSE|RESPONDER|ANSWER|MESSAGE|TEXT)|OUT OF OFFICE|OOO|(?:ESTA ES UNA )?(?:RESPUESTA AUTOMATICA|MENSAJE AUTOMATICO)|(?:CECI EST UNE? )?(?:REPONSE AUTOMATIQUE|MESSAGE AUTOMATIQUE)|(?:ESTA E UMA )?(?:RESPOSTA AUTOMATICA|MENSAGEM AUTOMATICA)|(?:DIES IST EINE )?(?:AUTOMATISCHE (?:ANTWORT|NACHRICHT)|ABWESENHEITS\w+))(?: |$)/;

interface AutoReplyPhrase {
  kind: AutoReply;
  /** The text has all of these. */
  all: readonly RegExp[];
}

function phrase(kind: AutoReply, ...all: readonly string[]): AutoReplyPhrase {
  return { kind, all: all.map((one) => new RegExp(`\\b(?:${one})\\b`)) };
}

const SELF = 'I AM|IM|I WILL BE|ILL BE|WE ARE|WERE|CURRENTLY|I M';
const LATER =
  'UNTIL|TILL|BACK|RETURN\\w*|REPLY|RESPOND|ANSWER|GET TO|SEE YOUR|READ YOUR|TEXT YOU|CALL YOU|LATER|SHORTLY|SOON|LIMITED ACCESS|NEXT BUSINESS DAY|URGENT|EMERGENCY';
const LATER_ES =
  'HASTA|REGRES\\w+|VUELV\\w+|RESPOND\\w+|CONTEST\\w+|LLAM\\w+|MAS TARDE|PRONTO|BREVEDAD|VER[EA]\\w* TU MENSAJE';
const LATER_FR = 'JUSQU\\w*|RETOUR|REVIENS|REPOND\\w+|RAPPEL\\w+|PLUS TARD|BIENTOT|DES QUE|VERRAI';
const LATER_PT = 'ATE|RETORN\\w+|VOLT\\w+|RESPOND\\w+|LIGO|MAIS TARDE|EM BREVE|ASSIM QUE';
const LATER_DE = 'BIS|ZURUCK|WIEDER|ANTWORT\\w*|MELDE\\w*|SPATER|BALD|SOBALD|DRINGEND\\w*';

const NO_TEXTS = '(?:TEXTS?|TEXTING|SMS|MMS|MESSAGES?|REPLIES|REPLY|INCOMING|INBOUND|CALLS?)';

export const autoReplyPhrases: readonly AutoReplyPhrase[] = [
  phrase('automatic', 'THIS (?:IS|WAS) AN (?:AUTO|AUTOMATIC|AUTOMATED) ?(?:REPLY|RESPONSE|ANSWER|MESSAGE|TEXT)'),
  phrase(
    'automatic',
    '(?:ESTE ES UN MENSAJE|ESTA ES UNA RESPUESTA|MENSAJE GENERADO) (?:AUTOMATIC\\w+|AUTOMATICAMENTE)',
  ),
  phrase('automatic', 'CECI EST UNE? (?:MESSAGE|REPONSE) AUTOMATIQUE'),
  phrase('automatic', 'EST[AE] E UMA (?:MENSAGEM|RESPOSTA) AUTOMATICA'),
  phrase('automatic', 'DIES(?:E NACHRICHT|E ANTWORT)? (?:IST EINE|WURDE) AUTOMATISCH\\w*'),
  // Phones at the wheel, or silenced.
  phrase(
    'driving',
    `${SELF}`,
    'DRIVING',
    'FOCUS|DO NOT DISTURB|WHEN I (?:GET|ARRIVE|STOP|PARK)|WHERE IM GOING|ONCE IM (?:PARKED|THERE|DONE)|(?:TEXT|CALL|REPLY|ANSWER|RESPOND|BACK|TALK)(?: \\w+){0,3} LATER|RIGHT NOW|AUTO',
  ),
  phrase('driving', 'NOT RECEIVING NOTIFICATIONS|NOTIFICATIONS (?:ARE )?(?:SILENCED|TURNED OFF|PAUSED)'),
  phrase('driving', 'DO NOT DISTURB(?: WHILE DRIVING)? (?:IS )?(?:TURNED )?ON'),
  phrase('driving', 'ESTOY (?:CONDUCIENDO|MANEJANDO|AL VOLANTE)|VOY (?:CONDUCIENDO|MANEJANDO)', LATER_ES),
  phrase('driving', 'JE CONDUIS|JE SUIS (?:AU VOLANT|EN TRAIN DE CONDUIRE|EN VOITURE)', LATER_FR),
  phrase('driving', '(?:ESTOU|TO) (?:DIRIGINDO|CONDUZINDO|A CONDUZIR|AO VOLANTE|NO TRANSITO)', LATER_PT),
  phrase(
    'driving',
    'ICH (?:FAHRE|SITZE|BIN) (?:GERADE |ZURZEIT |MOMENTAN )?(?:AUTO|AM STEUER)|(?:FAHRE|FAHR) (?:GERADE )?AUTO',
    LATER_DE,
  ),
  // Absences and closed hours.
  phrase('away', SELF, '(?:OUT OF|AWAY FROM)(?: THE| MY| OUR)? (?:OFFICE|DESK|PHONE)', LATER),
  phrase(
    'away',
    SELF,
    'ON (?:VACATION|HOLIDAYS?|LEAVE|ANNUAL LEAVE|PTO|(?:MATERNITY|PATERNITY|PARENTAL|MEDICAL|SICK) LEAVE)',
    LATER,
  ),
  phrase(
    'away',
    'THANK(?:S| YOU)(?: SO MUCH| VERY MUCH)? FOR (?:YOUR (?:TEXT|MESSAGE|SMS|INQUIRY|ENQUIRY)|CONTACTING|TEXTING|MESSAGING|REACHING OUT|GETTING IN TOUCH)',
    '(?:WE|SOMEONE|SOMEBODY|AN? \\w+|OUR \\w+|I)(?: \\w+){0,4}? (?:WILL|LL|SHALL)|WELL|ILL|ARE (?:CURRENTLY )?CLOSED|IS (?:CURRENTLY )?CLOSED|(?:OFFICE|BUSINESS|STORE|OPENING) HOURS',
  ),
  phrase('away', '(?:OUR|THE) (?:OFFICE|OFFICES|STORE|SHOP|CLINIC|LINES?) (?:IS|ARE) (?:CURRENTLY |NOW )?CLOSED'),
  phrase(
    'away',
    '(?:ESTOY|ESTAMOS|ESTARE|ME ENCUENTRO) (?:\\w+ )?(?:FUERA DE LA OFICINA|DE VACACIONES|CERRADOS?|AUSENTES?)',
    LATER_ES,
  ),
  phrase(
    'away',
    'GRACIAS POR (?:SU|TU) MENSAJE|GRACIAS POR (?:CONTACTAR\\w*|ESCRIBIR\\w*|COMUNICAR\\w*)',
    'RESPONDEREMOS|CONTESTAREMOS|CONTACTAREMOS|RESPONDERE|BREVEDAD|HORARIO',
  ),
  phrase(
    'away',
    'JE SUIS (?:ACTUELLEMENT |EN CE MOMENT )?(?:ABSENTE?|EN (?:CONGES?|VACANCES|DEPLACEMENT|REUNION))|NOS BUREAUX SONT FERMES',
    LATER_FR,
  ),
  phrase(
    'away',
    'MERCI (?:POUR|DE) (?:VOTRE|TON|NOUS AVOIR)',
    'REPONDRONS|REPONDRAI|RECONTACTERONS|HORAIRES|DANS LES (?:PLUS BREFS|MEILLEURS) DELAIS',
  ),
  phrase(
    'away',
    '(?:ESTOU|ESTAMOS|ESTAREI) (?:\\w+ )?(?:FORA DO ESCRITORIO|DE FERIAS|EM FERIAS|AUSENTES?|FECHADOS?)',
    LATER_PT,
  ),
  phrase(
    'away',
    'OBRIGAD[OA] (?:PELA|PELO|POR) (?:SUA |SEU )?(?:MENSAGEM|CONTATO|CONTACTO)',
    'RESPONDEREMOS|RETORNAREMOS|ENTRAREMOS EM CONTATO|EM BREVE|HORARIO',
  ),
  phrase(
    'away',
    '(?:ICH BIN|WIR SIND|BIN|DERZEIT|ZURZEIT|MOMENTAN|AKTUELL)',
    'NICHT (?:IM BURO|IM HAUSE|ERREICHBAR|AM PLATZ)|IM URLAUB|ABWESEND|AUSSER HAUS|IN ELTERNZEIT',
    LATER_DE,
  ),
  phrase(
    'away',
    '(?:VIELEN DANK|DANKE) FUR (?:IHRE|DEINE|EURE) (?:NACHRICHT|SMS|ANFRAGE)',
    'MELDEN UNS|MELDE MICH|ANTWORTEN|OFFNUNGSZEITEN|SCHNELLSTMOGLICH|GESCHAFTSZEITEN',
  ),
  // Numbers where texts reach nobody, and carriers that say so.
  phrase(
    'not-accepted',
    `(?:THIS|THE)(?: \\w+){0,3}? (?:NUMBER|LINE|MAILBOX|INBOX|PHONE|CODE|SERVICE)(?: \\w+){0,4}? (?:DOES NOT|DOESNT|DO NOT|CANNOT|CANT|IS NOT|ISNT|NOT|IS UNABLE TO|IS NO LONGER|NO LONGER)(?: ABLE TO| CURRENTLY| EQUIPPED TO| SET UP TO)*(?: \\w+)? ?(?:ACCEPT|RECEIVE|SUPPORT|ACCEPTING|RECEIVING|TAKE|ALLOW)(?: \\w+){0,3}? ${NO_TEXTS}`,
  ),
  phrase(
    'not-accepted',
    '(?:NUMBER|LINE|MAILBOX|INBOX|ACCOUNT|PHONE|MESSAGES?|TEXTS?|REPLIES)(?: \\w+){0,4}? (?:IS|ARE) (?:NOT|NOT BEING|NEVER) (?:MONITORED|CHECKED|ATTENDED)|UNMONITORED|UNATTENDED',
  ),
  phrase(
    'not-accepted',
    '(?:DO NOT|DONT|CANNOT|CANT) (?:REPLY|RESPOND)(?: DIRECTLY)? TO THIS (?:TEXT|MESSAGE|MSG|SMS|NUMBER)',
  ),
  phrase(
    'not-accepted',
    'MESSAGE BLOCKING IS ACTIVE|SERVICE ACCESS DENIED|UNABLE TO (?:SEND|DELIVER) (?:YOUR |THIS |THE )?(?:MESSAGE|TEXT|SMS|MSG)|SHORT ?CODE (?:MAY BE|IS) EXPIRED',
  ),
  phrase(
    'not-accepted',
    '(?:ESTE|EL) (?:NUMERO|BUZON|TELEFONO)(?: \\w+){0,3}? NO (?:ACEPTA|RECIBE|ADMITE|PUEDE RECIBIR|ES MONITOREADO)|NO (?:RESPONDA|CONTESTE) (?:A )?ESTE (?:MENSAJE|SMS|TEXTO|NUMERO)',
  ),
  phrase(
    'not-accepted',
    'CE NUMERO (?:N\\w+|NE \\w+)(?: \\w+){0,3}? (?:PAS|AUCUN)|(?:NE PAS|NE) REPOND(?:RE|EZ)(?: PAS)? A CE (?:MESSAGE|SMS|NUMERO)|MERCI DE NE PAS (?:Y )?REPONDRE',
  ),
  phrase(
    'not-accepted',
    'ESTE NUMERO(?: \\w+){0,3}? NAO (?:ACEITA|RECEBE|PODE RECEBER)|NAO RESPONDA (?:A )?EST[AE] (?:MENSAGEM|SMS|NUMERO)',
  ),
  phrase(
    'not-accepted',
    '(?:DIESE (?:RUF)?NUMMER|DIESER ANSCHLUSS)(?: \\w+){0,4}? KEINE (?:\\w+ )?(?:SMS|NACHRICHTEN|ANTWORTEN)|(?:BITTE )?(?:ANTWORTEN SIE )?NICHT AUF DIESE (?:SMS|NACHRICHT)(?: ANTWORTEN)?|WIRD NICHT (?:GELESEN|UBERWACHT)',
  ),
  // Answers to keywords, and the line that offers them.
  phrase('opt-out', 'NETWORK MSG|YOU REPLIED WITH THE WORD'),
  phrase(
    'opt-out',
    'YOU (?:HAVE|ARE|WERE|VE)(?: NOW| SUCCESSFULLY| BEEN)* (?:UN ?SUBSCRIBED|RE ?SUBSCRIBED|OPTED (?:OUT|IN)|SUBSCRIBED)',
    'REPLY|TEXT|TXT|NO MORE|NO FURTHER|ANY MORE|NOT RECEIVE',
  ),
  phrase(
    'opt-out',
    '(?:REPLY|TEXT|TXT|SEND|RESPOND)(?: WITH)? (?:STOP|HELP|START|UNSTOP|INFO)(?: \\w+)? (?:TO|FOR|2|AT)|STOP ?(?:2|TO) ?(?:END|QUIT|STOP|CANCEL|OPT OUT|OPTOUT|UNSUBSCRIBE)|STOP TO OPT OUT',
  ),
  phrase(
    'opt-out',
    'MSG(?: AND|N|S)? ?(?:DATA )?RATES MAY APPLY|MESSAGE (?:AND|N) DATA RATES MAY APPLY|(?:MSG|MESSAGE) FREQUENCY VARIES',
  ),
  phrase(
    'opt-out',
    '(?:RESPONDA|ENVIE|ESCRIBA|RESPONDE|ENVIA) (?:ALTO|STOP|BAJA|AYUDA|PARAR|SAIR) (?:PARA|AL)|ENVOYEZ (?:STOP|ARRET) (?:AU|POUR|A)|REPONDEZ (?:STOP|ARRET) POUR|ANTWORTEN SIE (?:MIT )?STOPP?',
  ),
];
