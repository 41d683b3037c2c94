// The fields that templates of a workspace may have: every workspace's, and its own attributes of contacts.
import { contactAttributes } from '../../domain/contact-attributes.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { inTime } from '../in-time.ts';

const ours = new Set<string>(contactAttributes.map(({ name }) => name));

/** The names of the workspace's own attributes, without those that show its last text; null while Intercom does not tell them. */
export async function ownAttributes(ctx: Context, workspace: OpenWorkspace): Promise<string[] | null> {
  try {
    const names = await inTime(ctx.intercom(workspace).listContactAttributes());
    return names
      .filter((name) => !ours.has(name.replaceAll('-', '_')))
      .sort((one, other) => one.localeCompare(other, 'en'));
  } catch (error) {
    ctx.log.warn({ workspaceId: workspace.id, err: error }, 'the attributes of contacts are not known');
    return null;
  }
}
