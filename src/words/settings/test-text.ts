// The text that an admin sends to their own phone, to try the set-up out.

/** `workspace`: its name. */
export function testText(workspace: string): string {
  return `Hello from ${workspace}: texts from Intercom reach this phone.`;
}
