// Finds attributes and the tag that Intercom does not take. Texts get through without them.
import { type AttributeOff, spellAttribute } from '../../domain/contact-attributes.ts';
import type { Finding } from '../../domain/doctor/finding.ts';
import { isRefusedTag } from '../../domain/tag-refused.ts';
import { keepAttributesOff } from '../contacts/update-contact.ts';
import { type Context, live, nowOf, type OpenWorkspace } from '../context.ts';
import { orTrouble } from '../credentials/or-trouble.ts';
import { checkAgain, goTo } from './fixes.ts';

/** An attribute that is back is written again with the next text. */
export async function attributeFindings(ctx: Context, workspace: OpenWorkspace): Promise<Finding[]> {
  // The missing permission is a finding of its own.
  const off = workspace.attributesOff.filter(({ why }) => why !== 'forbidden');
  if (off.length === 0 || workspace.intercomToken === null) return [];
  const { value: there } = await orTrouble(() => ctx.intercom(workspace, live).listContactAttributes());
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
  const why = [...new Set(left.map((one) => one.why))];
  return [
    {
      severity: 'warning',
      stops: [],
      found: { check: 'attributes', kind: 'not-written', names: left.map(spelled), why },
      fix: checkAgain(ctx),
    },
  ];
}

export function tagFindings(ctx: Context, workspace: OpenWorkspace): Finding[] {
  const { tagName: tag } = workspace.settings;
  if (!isRefusedTag(workspace.tagRefused, tag, nowOf(ctx))) return [];
  return [
    {
      severity: 'warning',
      stops: [],
      found: { check: 'attributes', kind: 'tag-refused', tag },
      fix: goTo('inbox', 'choose-tag'),
    },
  ];
}
