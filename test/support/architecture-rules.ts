// The layers as a table: which folder may import what, and which words belong to which folder.

/** Patterns of what a folder's files may import of ours, from the root. Type imports count as well. */
export const allowedImports: Readonly<Record<string, readonly RegExp[]>> = {
  lib: [],
  domain: [/^src\/domain\//],
  store: [/^src\/(store|domain|lib)\//],
  intercom: [/^src\/(intercom|domain|lib)\//],
  twilio: [/^src\/(twilio|domain|lib)\//],
  assist: [/^src\/(assist|domain|lib)\//],
  words: [/^src\/(words|domain)\//],
  views: [/^src\/(views|words|domain)\//],
  services: [/^src\/(services|domain|store|intercom|twilio|assist|lib)\//],
  http: [
    /^src\/(http|services|views|words|domain|lib)\//,
    /^src\/intercom\/(signature|notifications|topics|canvas-requests|oauth|regions)\.ts$/,
    /^src\/twilio\/(signature|payloads|twiml)\.ts$/,
  ],
  worker: [/^src\/(worker|services|lib)\//, /^src\/store\/queue\//, /^src\/domain\/jobs\//],
  simulator: [/^src\/(simulator|lib)\//],
  commands: [/^src\/(?!simulator\/)/],
};

/** Imports that single files have beyond their folder's row. */
const exceptions: Readonly<Record<string, RegExp>> = {
  'src/app.ts': /^src\/(?!simulator\/)/,
  'src/main.ts': /^src\/(?!simulator\/)/,
  // Notes, customers' texts with their files, and attributes are kept at Intercom, so they are stored and looked for in words. The test text is sent.
  'src/services/conversations/owe-note.ts': /^src\/words\/notes\.ts$/,
  'src/services/settings/publish-connectors.ts': /^src\/words\/connectors\.ts$/,
  'src/services/settings/put-connector.ts': /^src\/words\/connectors\.ts$/,
  'src/services/settings/send-test.ts': /^src\/words\/settings\/test-text\.ts$/,
  'src/services/texts/accept-text.ts': /^src\/words\/customer-texts\.ts$/,
  'src/services/texts/answer-by-itself.ts': /^src\/words\/customer-texts\.ts$/,
  'src/services/texts/confirm-word.ts': /^src\/words\/confirmations\.ts$/,
  'src/services/media/read-file-words.ts': /^src\/words\/received-files\.ts$/,
  'src/services/media/show-rest.ts': /^src\/words\/received-files\.ts$/,
  'src/services/media/tell-files.ts': /^src\/words\/received-files\.ts$/,
  'src/services/texts/show-automated-text.ts': /^src\/words\/customer-texts\.ts$/,
  'src/services/texts/receive-text.ts': /^src\/words\/(?:customer-texts|received-files)\.ts$/,
  // Customers' own systems keep what they are told.
  'src/services/webhooks/tell-event.ts': /^src\/words\/doctor\/findings\.ts$/,
  'src/services/contacts/make-attributes.ts': /^src\/words\/contact-attributes\.ts$/,
  // The environment names an account as the settings do.
  'src/config.ts': /^src\/(lib\/|twilio\/sids\.ts$)/,
  'src/store/database/migrate.ts': /^migrations\//,
  'src/simulator/world.ts': /^src\/(app|config)\.ts$/,
  'src/simulator/demo/gallery.ts': /^src\/views\//,
};

/** Packages that only some files know. */
const packageHomes: readonly { names: readonly string[]; homes: RegExp }[] = [
  {
    names: ['pg-boss'],
    homes: /^src\/(store\/(queue\/jobs|database\/database)|app|simulator\/world)\.ts$|^src\/worker\//,
  },
  { names: ['kysely'], homes: /^(src\/store|migrations)\// },
  { names: ['pg'], homes: /^src\/store\// },
  { names: ['twilio'], homes: /^src\/twilio\// },
  { names: ['koa', '@koa/router', 'koa-bodyparser', 'koa-helmet'], homes: /^src\/(http|simulator)\// },
];

/** Gives the reason why `file` may not import `target`, or null. */
export function importFault(file: string, target: string): string | null {
  const isOurs = /^(src|migrations)\//.test(target);
  if (file.startsWith('migrations/'))
    return target === 'kysely' ? null : `imports ${target}, but a migration imports only kysely.`;
  if (!isOurs) {
    const home = packageHomes.find(({ names }) => names.includes(target));
    return !home || home.homes.test(file) ? null : `imports ${target}, which belongs to ${home.homes.source}.`;
  }
  if (target.startsWith('src/simulator/') && !file.startsWith('src/simulator/'))
    return `imports ${target}, but only tests import the simulator.`;
  const folder = /^src\/([^/]+)\//.exec(file)?.[1] ?? '';
  const allowed = [...(allowedImports[folder] ?? []), exceptions[file]].filter((pattern) => pattern !== undefined);
  if (allowed.some((pattern) => pattern.test(target))) return null;
  return `imports ${target}, but ${folder === '' ? file : `src/${folder}`} may import ${allowed.map((pattern) => pattern.source).join(' or ') || 'nothing of ours'}.`;
}

export interface WordRule {
  appliesTo(file: string): boolean;
  word: RegExp;
  says: string;
}

const twilioWords =
  'MessageSid|SmsSid|SmsMessageSid|AccountSid|MessagingServiceSid|MessageStatus|SmsStatus|NumMedia|NumSegments|MediaUrl\\d?|MediaContentType\\d?|OptOutType|StatusCallback|DateSent|smsUrl|smsMethod|smsFallbackUrl|smsFallbackMethod|smsApplicationSid|inboundRequestUrl|useInboundWebhookOnNumber|messagingServiceSid|statusCallback|friendlyName|ownerAccountSid|priceUnit|use_inbound_webhook_on_number';
/**
 * The numbers of errors, the length of a text, the retries that a URL asks for, how ids are spelled, the statuses by which
 * an account is closed to us, pages, and headers.
 */
const twilioFacts =
  /(?<!\{)\b(1[0-4]|2[01]|30|57|63)\d{3}\b|\b1_?600\b|#r[cp]=|\brp=|\b(AC|SK|MG|PN|SM|MM)\[0-9|\[40\d(, 40\d)+\]|\b(console|status|www)\.twilio\.com|\bx-twilio-/i;
const intercomWords =
  'conversation_parts|part_type|message_type|admin_id|external_id|intercom_user_id|app_id|id_code|delivered_as|merged_from|from_ai_agent|is_ai_answer|app_package_code|custom_attributes|data_type|admin_assignee_id|team_assignee_id|assigned_to|skip_notifications|last_seen_at|notified_at|waiting_since|per_page|starting_after|snoozed_until';
/** Topics of webhooks, calls by their names, pages, and headers. */
const intercomFacts =
  /\b(conversation|contact)\\?\.(\(|(admin|user|lead)\.|(deleted|merged|archived|unarchive)')|'(GET|POST|PUT|DELETE) \/|\b(app|api)\.(eu\.|au\.)?intercom\.(com|io)|\bintercomstatus\.com|\/a\/apps\/|\bx-(hub|body)-signature/i;
const canvasWords =
  'component_id|input_values|current_canvas|stored_data|bottom_margin|tertiary_text|data-table|field-value|save_state';

/** Files that ask before the workspace is known, or about several. */
const seesEveryWorkspace =
  /^src\/(store\/|commands\/|app\.ts$|services\/(workspaces\/(sign-in|set-up-private-workspace)|numbers\/store-numbers|texts\/index-words|catch-up\/heart|webhooks\/tell-endpoints|operations\/(measure-queues|clean-up|erase|begin-recurring))\.ts$)/;

const inSource = (file: string) => file.startsWith('src/') && !file.startsWith('src/simulator/');

/** Made-up states of pages, and the word under which an opt-out is stored. */
const saysFacts = /^src\/(views\/\w+\/examples\/|store\/texts\/consents\.ts$)/;

/** The API's names, and those of customers' records. */
const ownNames =
  /^src\/(intercom\/|assist\/|domain\/(api|customers)\/|http\/api\/|words\/api\.ts|services\/customers\/read-records\.ts|store\/(database\/tables\/customers\.ts|customers\/))/;

export const wordRules: readonly WordRule[] = [
  {
    appliesTo: (file) => file !== 'src/config.ts',
    word: /\bprocess\.env\b/,
    says: 'reads the environment, which only src/config.ts does',
  },
  {
    appliesTo: (file) => inSource(file) && !file.startsWith('src/store/'),
    word: /\bsql(\.raw\(|<[^>]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|executeSql|executeQuery)\(/,
    says: 'speaks SQL, which only src/store/ and migrations/ do',
  },
  {
    appliesTo: (file) => inSource(file) && !seesEveryWorkspace.test(file),
    word: /\bdatabase\.(owner|leave)\b|\bowner\b.*=.*\bdatabase\b/,
    says: 'sees the rows of every workspace, which only a few files may',
  },
  {
    appliesTo: (file) => inSource(file) && !/^src\/(domain|store\/queue)\//.test(file),
    word: /\{ queue: '[a-z-]+',|\}\/(in|out|tag|note|comment|later|connection|contact|recurring)\/\$/,
    says: 'types a job or its key by hand, which only domain/jobs/queues.ts knows: newJob makes both',
  },
  {
    appliesTo: (file) => inSource(file),
    word: /\.(sendText|createConversation|replyAsContact|addNote|addComment)\((?!.*, attempt\))/,
    says: 'has a vendor make something outside once, which gives each such call its attempt',
  },
  {
    appliesTo: (file) => inSource(file) && file !== 'src/services/once.ts',
    word: /\bas (unknown as )?Attempt\b|\bAttempt = \{/,
    says: 'makes an attempt by hand, which only services/once.ts does',
  },
  {
    appliesTo: (file) => inSource(file) && !/^src\/(store\/|services\/context\.ts$)/.test(file),
    word: /\.transaction\(/,
    says: 'begins a transaction by hand, which only transact in services/context.ts does',
  },
  {
    // A job that failed with a cached row reads it anew, though this process changed nothing.
    appliesTo: (file) => !/^src\/services\/(context|workspace-directory|credentials\/rest-job)\.ts$/.test(file),
    word: /\.forget\(/,
    says: 'forgets a workspace by hand, which a transaction that says what it changed does',
  },
  {
    appliesTo: (file) => /^src\/(domain|words|views)\//.test(file),
    word: /\b(await|async|Promise)\b/,
    says: 'waits, which rules and views never do',
  },
  {
    appliesTo: (file) => /^src\/(domain|words|views)\//.test(file),
    word: /\b(Date\.now|Math\.random|randomUUID|randomBytes|process)\b|\bnew Date\(\)|\bDateTime\.(now|local|utc)\(\)/,
    says: 'takes the time or a chance for itself, which rules and views are given',
  },
  {
    appliesTo: (file) => inSource(file) && !/^src\/(store\/|services\/texts\/queue-text\.ts$)/.test(file),
    word: /\binsertOutbound\b/,
    says: 'queues a text past the gate, which services/texts/queue-text.ts is',
  },
  {
    appliesTo: (file) => inSource(file) && !/^src\/(twilio\/|services\/texts\/deliver-text\.ts$)/.test(file),
    word: /\.sendText\(/,
    says: 'hands a text to Twilio, which only services/texts/deliver-text.ts does',
  },
  {
    appliesTo: (file) => inSource(file) && !file.startsWith('src/twilio/'),
    word: new RegExp(`\\b(${twilioWords})\\b`),
    says: "uses Twilio's word for a field, which only src/twilio/ does",
  },
  {
    // Our own API, and the records that it takes, call these things by the names that callers know from Intercom.
    appliesTo: (file) => inSource(file) && !ownNames.test(file),
    word: new RegExp(`\\b(${intercomWords})\\b`),
    says: "uses Intercom's word for a field, which only src/intercom/ does",
  },
  {
    appliesTo: (file) => inSource(file) && !file.startsWith('src/twilio/') && !saysFacts.test(file),
    word: twilioFacts,
    says: 'knows of Twilio what only src/twilio/ knows',
  },
  {
    appliesTo: (file) => inSource(file) && !file.startsWith('src/intercom/') && !saysFacts.test(file),
    word: intercomFacts,
    says: 'knows of Intercom what only src/intercom/ knows',
  },
  {
    // The vendor's leaf reads the form of a webhook, and the one verb that takes it in calls the leaf.
    appliesTo: (file) => file.startsWith('src/services/') && file !== 'src/services/texts/take-request.ts',
    word: /\bForm\b|\bfield\(form\b/,
    says: 'reads a form, which only doors and views do: verbs take commands',
  },
  {
    appliesTo: (file) => inSource(file) && !/^src\/(views\/|http\/canvas\.ts|intercom\/canvas-requests\.ts)/.test(file),
    word: new RegExp(`\\b(${canvasWords})\\b`),
    says: "uses Canvas Kit's word, which only src/views/, http/canvas.ts and the reading of its requests do",
  },
];
