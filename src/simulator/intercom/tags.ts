// Tags of a pretend workspace: found by id, or made once by a name whose case does not matter.
import { Refusal } from './errors.ts';
import type { ContactRecord, TagRecord } from './records.ts';
import type { WorkspaceState } from './state.ts';

export function tagById(workspace: WorkspaceState, id: string): TagRecord {
  const tag = workspace.tags.find((one) => one.id === id);
  if (!tag) throw new Refusal(404, 'tag_not_found', 'Tag not found');
  return tag;
}

export function createOrFindTag(workspace: WorkspaceState, name: string): TagRecord {
  const existing = workspace.tags.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (existing) return existing;
  const tag = { id: workspace.newTagId(), name };
  workspace.tags.push(tag);
  return tag;
}

export function tagContact(workspace: WorkspaceState, contact: ContactRecord, tag: TagRecord): void {
  if (contact.tags.includes(tag)) return;
  contact.tags.push(tag);
  workspace.announce(`contact.${contact.role}.tag.created`, { kind: 'contact tagged', tag, contact });
}
