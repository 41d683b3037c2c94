// Finds the template that another system names.
import { isUuid } from '../uuid.ts';

/** An id or a name: one whose name is written so comes before those that differ in case. */
export function templateNamed<Template extends { id: string; name: string }>(
  templates: readonly Template[],
  wanted: string,
): Template | undefined {
  if (isUuid(wanted)) return templates.find(({ id }) => id === wanted);
  const folded = (name: string) => name.trim().toLowerCase();
  const exact = templates.find(({ name }) => name === wanted);
  return exact ?? templates.find(({ name }) => folded(name) === folded(wanted));
}
