// The API's calls that have a machine read texts. Each answer says why, and that a machine made it.
import type { Classified, Drafted, Mood, Scored, Turn } from '../../domain/assist.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import { becauseInWords, coachingInWords, evidenceInWords } from '../../words/assist.ts';
import type { Call } from './call.ts';

export interface AssistCalls {
  classifyByApi(workspace: OpenWorkspace, text: string): Promise<Classified>;
  analyzeByApi(workspace: OpenWorkspace, text: string): Promise<Mood>;
  draftByApi(workspace: OpenWorkspace, turns: readonly Turn[]): Promise<Drafted>;
  evaluateByApi(workspace: OpenWorkspace, turns: readonly Turn[]): Promise<Scored>;
}

const provider = 'built-in';

export function assistCalls(door: AssistCalls) {
  return {
    async classify({ workspace, body }: Call): Promise<unknown> {
      const { because, ...told } = await door.classifyByApi(workspace, textOf(body));
      return { ...told, reason: becauseInWords(because), provider };
    },

    async analyze({ workspace, body }: Call): Promise<unknown> {
      const { label, escalationRisk, because } = await door.analyzeByApi(workspace, textOf(body));
      return { label, escalation_risk: escalationRisk, reason: becauseInWords(because), provider };
    },

    async draft({ workspace, body }: Call): Promise<unknown> {
      const { conversation } = body as { conversation: readonly Pick<Turn, 'role' | 'content'>[] };
      const turns = conversation.map(({ role, content }) => ({ role, content, at: null }));
      const { text, confidence, because } = await door.draftByApi(workspace, turns);
      return { draft: text, confidence, reason: becauseInWords(because), provider };
    },

    async evaluate({ workspace, body }: Call): Promise<unknown> {
      const { messages } = body as { messages: readonly { role: Turn['role']; content: string; at?: string }[] };
      const turns = messages.map(({ role, content, at }) => ({ role, content, at: at ? Date.parse(at) : null }));
      const { overall, dimensions, notes } = await door.evaluateByApi(workspace, turns);
      return {
        overall_score: overall,
        dimensions: dimensions.map(({ name, score, evidence }) => ({
          ...{ name, score, evidence: evidence === null ? '' : evidenceInWords(evidence) },
        })),
        coaching_notes: notes.map(coachingInWords),
        provider,
      };
    },
  };
}

function textOf(body: unknown): string {
  return (body as { text: string }).text;
}
