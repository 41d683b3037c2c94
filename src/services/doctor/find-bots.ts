// Finds bots and AI agents that answer customers who text, where nobody has decided whether their answers are texted.
import type { Finding } from '../../domain/doctor/finding.ts';
import { countBotConversations } from '../../store/conversations/replies.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { goTo } from './fixes.ts';

/** A saved choice ends this, be it the default. */
export async function botFindings(ctx: Context, { id, chosen, settings }: OpenWorkspace): Promise<Finding[]> {
  if (chosen.includes('botReplies') || settings.botReplies === 'always') return [];
  const conversations = await countBotConversations(ctx.db, id);
  if (conversations === 0) return [];
  return [
    {
      severity: 'warning',
      stops: [],
      found: { check: 'bots', kind: 'undecided', conversations },
      fix: goTo('replies', 'choose-bot-replies'),
    },
  ];
}
