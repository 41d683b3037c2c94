// The tables of the database, with their rows as the store sees them.
import type {
  AdminTable,
  ContactTable,
  ConversationTable,
  NoteTable,
  ReplyTable,
  ThreadTable,
} from './tables/conversations.ts';
import type {
  CustomerChangeTable,
  CustomerCompanyTable,
  CustomerConflictTable,
  CustomerRunTable,
  CustomerTable,
} from './tables/customers.ts';
import type { EndpointEventTable, EndpointTable } from './tables/endpoints.ts';
import type {
  CatchUpTable,
  ExaminationTable,
  ForbiddenCallTable,
  MissedTopicTable,
  QuarantineTable,
  RefusalTable,
  SightingTable,
  TopicArrivalTable,
} from './tables/evidence.ts';
import type { FilePieceTable, FileTable } from './tables/media.ts';
import type { DeadLetterTable, HeartbeatTable, RecurringTurnTable } from './tables/queue.ts';
import type { RuleRunTable, RuleTable } from './tables/rules.ts';
import type {
  AutomaticTextTable,
  ConsentEventTable,
  ConsentImportTable,
  ConsentTable,
  MessageEventTable,
  MessageTable,
  SendTable,
  SpendDayTable,
  ToldEventTable,
} from './tables/texts.ts';
import type {
  ApiAnswerTable,
  ApiCallTable,
  ApiKeyTable,
  AuditTable,
  CountryPriceTable,
  MemberTable,
  MessagingServiceTable,
  NumberRegistrationTable,
  OauthStateTable,
  SenderTable,
  SessionTable,
  SharedKeyTable,
  TemplateTable,
  WorkspaceTable,
} from './tables/workspaces.ts';

export interface Tables {
  workspaces: WorkspaceTable;
  senders: SenderTable;
  messaging_services: MessagingServiceTable;
  contacts: ContactTable;
  threads: ThreadTable;
  conversations: ConversationTable;
  messages: MessageTable;
  message_events: MessageEventTable;
  replies: ReplyTable;
  automatic_texts: AutomaticTextTable;
  consents: ConsentTable;
  consent_events: ConsentEventTable;
  consent_imports: ConsentImportTable;
  sends: SendTable;
  spend_days: SpendDayTable;
  admins: AdminTable;
  templates: TemplateTable;
  told_events: ToldEventTable;
  rules: RuleTable;
  customers: CustomerTable;
  customer_companies: CustomerCompanyTable;
  customer_runs: CustomerRunTable;
  customer_changes: CustomerChangeTable;
  customer_conflicts: CustomerConflictTable;
  rule_runs: RuleRunTable;
  oauth_states: OauthStateTable;
  recurring_turns: RecurringTurnTable;
  heartbeats: HeartbeatTable;
  catch_ups: CatchUpTable;
  missed_topics: MissedTopicTable;
  members: MemberTable;
  sessions: SessionTable;
  api_answers: ApiAnswerTable;
  api_calls: ApiCallTable;
  api_keys: ApiKeyTable;
  endpoints: EndpointTable;
  endpoint_events: EndpointEventTable;
  audit: AuditTable;
  quarantine: QuarantineTable;
  twilio_shared_keys: SharedKeyTable;
  topic_arrivals: TopicArrivalTable;
  sightings: SightingTable;
  forbidden_calls: ForbiddenCallTable;
  examinations: ExaminationTable;
  country_prices: CountryPriceTable;
  number_registrations: NumberRegistrationTable;
  notes: NoteTable;
  dead_letters: DeadLetterTable;
  refusals: RefusalTable;
  files: FileTable;
  file_pieces: FilePieceTable;
}
