// The flash above a form that was sent: a preview, a conflict, or a problem.

export const previewShown = 'This is a preview. Nothing is saved yet.';

export const savedMeanwhile = 'Not saved: somebody else saved first.';

/** One heading for each button. */
export const notDone = { preview: 'No preview', save: 'Not saved', test: 'Not sent' } as const;

export function seeBelow(heading: string): string {
  return `${heading}: see below.`;
}
