// The provider that needs nothing: rules, listed words and a small trained model, in milliseconds and without any network.
import { type Assistant, answer } from './assistant.ts';
import { draftAnswer } from './drafting.ts';
import { classifyText, moodOf } from './reading.ts';
import { scoreConversation } from './scoring.ts';

/** Nothing is taken into memory before the first question. */
export function createBuiltIn(): Assistant {
  return {
    provider: 'built-in',
    classify: async ({ text }) => answer(await classifyText(text)),
    route: async ({ category, teams }) => {
      const team = teams.find(({ categories }) => category !== null && categories.includes(category));
      if (team === undefined) return answer({ teamId: null, adminId: null, because: [{ kind: 'unclear' }] });
      const words = category === null ? [] : [category];
      return answer({ teamId: team.teamId, adminId: team.adminId, because: [{ kind: 'words', words }] });
    },
    draft: async (question) => answer(await draftAnswer(question)),
    analyze: async ({ text }) => answer(await moodOf(text)),
    evaluate: async ({ turns }) => answer(await scoreConversation(turns)),
  };
}
