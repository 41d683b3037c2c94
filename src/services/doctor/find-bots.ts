// Whether somebody has decided what becomes of the words of bots and AI agents where customers text.
import type { Finding } from '../../domain/doctor/finding.ts';
import { countBotConversations } from '../../store/conversations/replies.ts';
import type { Context, OpenWorkspace } from '../context.ts';

/** Asked once bots have spoken there, and until somebody has saved a choice, be it the default. */
export async function botFindings(ctx: Context, { id, chosen, settings }: OpenWorkspace): Promise<Finding[]> {
  if (chosen.includes('botReplies') || settings.botReplies === 'always') return [];
  const conversations = await countBotConversations(ctx.db, id);
  if (conversations === 0) return [];
  const where = conversations === 1 ? 'one conversation' : `${conversations} conversations`;
  return [
    {
      severity: 'warning',
      stops: [],
      title: 'Decide whether bots and AI agents may text',
      cause: `They have answered in ${where} with texts. Customers do not see that on their phones: it is not texted before you say so. Save the choice that you want.`,
      fix: { kind: 'link', label: 'Decide', url: '#replies' },
    },
  ];
}
