// The one interface of all providers: a question goes in, an answer with its reasons comes out, and a failure is a value.
import type {
  AssistAnswer,
  AssistFailure,
  AssistProvider,
  Classified,
  Drafted,
  Known,
  Mood,
  Routed,
  Scored,
  Sentiment,
  Turn,
  Urgency,
  Usage,
} from '../domain/assist.ts';

export interface ClassifyQuestion {
  text: string;
}

/** A team to which conversations of some categories go. */
export interface TeamRule {
  teamId: string;
  adminId: string | null;
  categories: readonly string[];
}

export interface RouteQuestion {
  conversationId: string;
  category: string | null;
  urgency: Urgency | null;
  sentiment: Sentiment | null;
  teams: readonly TeamRule[];
}

export interface DraftQuestion {
  conversationId: string;
  /** The whole conversation, oldest first. */
  turns: readonly Turn[];
  style: string;
  /** An ISO 639-1 code. */
  language: string;
  known: readonly Known[];
}

export interface AnalyzeQuestion {
  contactId: string;
  text: string;
  channel: 'sms' | 'chat';
}

export interface EvaluateQuestion {
  conversationId: string;
  agentId: string | null;
  turns: readonly Turn[];
}

/** No method throws, and none changes anything outside. */
export interface Assistant {
  readonly provider: AssistProvider;
  classify(question: ClassifyQuestion): Promise<AssistAnswer<Classified>>;
  route(question: RouteQuestion): Promise<AssistAnswer<Routed>>;
  draft(question: DraftQuestion): Promise<AssistAnswer<Drafted>>;
  analyze(question: AnalyzeQuestion): Promise<AssistAnswer<Mood>>;
  evaluate(question: EvaluateQuestion): Promise<AssistAnswer<Scored>>;
}

export const NO_USAGE: Usage = { calls: 0, tokensIn: 0, tokensOut: 0 };

export function answer<T>(value: T, usage: Usage = NO_USAGE): AssistAnswer<T> {
  return { ok: true, value, usage };
}

export function noAnswer(
  failure: AssistFailure,
  usage: Usage = NO_USAGE,
  retryAfterMs: number | null = null,
): Extract<AssistAnswer<never>, { ok: false }> {
  return { ok: false, failure, usage, retryAfterMs };
}
