// The causes for which texts stop, in the same words for agents, admins and the operator; without a full stop.
import { product } from './names.ts';

export const standstills = {
  intercomRefused: `Intercom does not let ${product} in`,
  paused: 'Sending is paused',
  secretsLocked: 'The stored credentials cannot be opened',
  twilioMissing: 'Twilio is not connected',
  twilioRefused: 'Twilio refuses the credentials',
} as const;
