// The sentences of the set-up list.

export const setUpWords = {
  stepsAndTest: 'The steps, and another test text',
  sendTest: 'Send me a test text',
  sentAlready: 'Sent one already? {look}.',
  look: 'See if it was delivered',
  /** Source: developers.intercom.com/docs/canvas-kit, "Edit Apps" in the inbox. */
  pinning: [
    'Open any conversation in Intercom’s Inbox.',
    'At the foot of the right sidebar, choose {editApps}.',
    'Pin {product}. The SMS panel then stands beside every conversation. Each agent does this once.',
  ],
  editApps: 'Edit Apps',
} as const;
