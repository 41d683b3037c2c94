// The offer to merge two contacts of one number.
import { upperFirst } from '../say.ts';

export const mergeHints = {
  title: 'Merge the lead into the user?',
  offer: 'Two contacts have this number. One is a lead, which can be merged into the user.',
  forGood: 'This cannot be undone.',
} as const;

/** Names, and the number that both have. */
export function mergeWords(lead: string, user: string, number: string): { who: string; effect: string } {
  return {
    who: `${upperFirst(lead)} (a lead) and ${user} (a user) both have ${number}.`,
    effect: `The lead becomes part of ${user}: its conversations and tags move there. Where both have a value, such as a name, that of ${user} stays. The lead is gone then.`,
  };
}
