// Which permission of the app each of our calls needs, by the names that the Developer Hub gives them, and what it is for.

/** Source: developers.intercom.com, "OAuth scopes". */
const permissions: Readonly<Record<string, string>> = {
  'GET /me': 'Gather App data',
  'GET /admins': 'Read admins',
  'GET /admins/{id}': 'Read admins',
  'GET /teams': 'Read admins',
  'GET /contacts/{id}': 'Read and list users and companies',
  'POST /contacts/search': 'Read and list users and companies',
  'POST /contacts': 'Write users and companies',
  'PUT /contacts/{id}': 'Write users and companies',
  'POST /contacts/{id}/unarchive': 'Write users and companies',
  'GET /conversations/{id}': 'Read conversations',
  'POST /conversations/search': 'Read conversations',
  'POST /conversations': 'Write conversations',
  'POST /conversations/{id}/reply': 'Write conversations',
  'POST /conversations/{id}/parts': 'Write conversations',
  'POST /tags': 'Write tags',
  'POST /contacts/{id}/tags': 'Write tags',
  'POST /conversations/{id}/tags': 'Write tags',
  'POST /data_attributes': 'Write data attributes',
};

/** What goes wrong while one lacks, as a sentence; those without which texts do not get through stand first. */
const losses: readonly (readonly [permission: string, loss: string])[] = [
  ['Write conversations', 'Texts of customers cannot be put into conversations.'],
  ['Write users and companies', 'Texts from numbers that no contact has cannot be taken in.'],
  ['Read and list users and companies', 'The contact of a number cannot be found.'],
  ['Read conversations', 'Replies of agents are not heard of, and so not texted.'],
];

const lesserLosses: readonly (readonly [permission: string, loss: string])[] = [
  ['Gather App data', 'It cannot be checked which workspace the token belongs to.'],
  ['Read admins', 'Notes and tags cannot be made in the name of the admin whom you choose.'],
  ['Write tags', 'Texted conversations and their contacts get no tag.'],
  ['Write data attributes', 'Contacts do not show how the last text to them fared.'],
];

/** What Intercom documents no permission for. */
const unnamed: Readonly<Record<string, LackingPermission>> = {
  'GET /macros': {
    name: "reading Intercom's macros",
    isNamed: false,
    loss: 'The panel offers its own templates, and no macros beside them.',
    stopsTexts: false,
  },
};

export interface LackingPermission {
  name: string;
  /** By Intercom, in the Developer Hub. */
  isNamed: boolean;
  loss: string;
  /** Texts do not get through without it. */
  stopsTexts: boolean;
}

/** The permission that a call was refused for; null for a call that we do not make. */
export function permissionOf(operation: string): LackingPermission | null {
  const name = permissions[operation];
  const loss = losses.find(([permission]) => permission === name);
  const lesser = lesserLosses.find(([permission]) => permission === name);
  const [known, words] = loss ?? lesser ?? [];
  if (!known || !words) return unnamed[operation] ?? null;
  return { name: known, isNamed: true, loss: words, stopsTexts: loss !== undefined };
}

/** The workspace's subscription has lapsed. Source: Intercom's OpenAPI description, error code `api_plan_restricted`. */
export const planRestricted = 'api_plan_restricted';
