// What contacts and conversations would show, and Intercom does not take: attributes and the tag. Texts get through without.
import { type AttributeOff, type AttributeTrouble, spellAttribute } from '../../domain/contact-attributes.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import { isRefusedTag } from '../../domain/tag-refused.ts';
import { keepAttributesOff } from '../contacts/update-contact.ts';
import { type Context, live, nowOf, type OpenWorkspace } from '../context.ts';
import { ask } from '../credentials/or-problem.ts';
import { checkAgain } from './fixes.ts';

/** Those that are in use again by now are taken in with the next text. */
export async function attributeFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  // Where a permission lacks, that is told by itself.
  const off = workspace.attributesOff.filter(({ why }) => why !== 'forbidden');
  if (off.length === 0 || workspace.intercomToken === null) return [];
  const { value: there } = await ask(() => ctx.intercom(workspace, live).listContactAttributes());
  const spelled = ({ name }: AttributeOff) => spellAttribute(name, workspace.attributeStyle ?? 'underscores');
  const isBack = (one: AttributeOff) => there?.includes(spelled(one)) === true && one.why !== 'refused';
  const left = off.filter((one) => !isBack(one));
  if (left.length < off.length)
    await keepAttributesOff(
      ctx,
      workspace.id,
      workspace.attributesOff.filter((one) => !isBack(one)),
    );
  if (left.length === 0) return [];
  return [
    {
      severity: 'warning',
      stops: [],
      title: left.length === 1 ? 'An attribute is not written' : `${left.length} attributes are not written`,
      cause: `Intercom does not take ${left.map(spelled).join(', ')}. ${causes(left)} Texts are not affected. It is tried again once a day, and found again by this check.`,
      fix: checkAgain(ctx),
    },
  ];
}

function causes(off: readonly AttributeOff[]): string {
  return [...new Set(off.map(({ why }) => inWords[why]))].join(' ');
}

const inWords: Readonly<Record<AttributeTrouble, string>> = {
  taken:
    'It was archived, holds another kind of value, or is spelled in other letters: unarchive or rename it in Intercom, under Settings, Data, People.',
  forbidden: 'The app may not make it.',
  failed: 'Intercom failed to make it.',
  refused:
    'Intercom makes no more or takes no value: see in Intercom, under Settings, Data, People, whether there is room.',
};

export function tagFindings(ctx: Context, workspace: OpenWorkspace): Finding[] {
  const { tagName } = workspace.settings;
  if (!isRefusedTag(workspace.tagRefused, tagName, nowOf(ctx))) return [];
  return [
    {
      severity: 'warning',
      stops: [],
      title: 'The tag of texted conversations cannot be made',
      cause: `Intercom does not take the tag ${tagName}. Conversations and contacts get none until it does; it is tried again once a day.`,
      fix: { kind: 'link', label: 'Choose another tag', url: '#inbox' },
    },
  ];
}
