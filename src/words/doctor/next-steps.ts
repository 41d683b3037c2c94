// The labels of the links and buttons beside the doctor's findings: each says what a click does.
import type { NextStep } from '../../domain/doctor/next-step.ts';
import { say, type Words } from '../say.ts';

const labels: Words<NextStep> = {
  'about-error': ({ code }) => `About error ${code}`,
  'add-number-at-twilio': 'Add one in Twilio',
  'add-signing-key': 'Add the key',
  'add-to-service': 'Add it here, too',
  'allow-again': 'Allow again',
  'check-again': 'Check again',
  'check-api-key': 'Check the API key',
  'check-auth-token': 'Check the Auth Token',
  'check-requests-again': 'Check them again',
  'choose-bot-replies': 'Go to Replies',
  'choose-days': 'Choose fewer days',
  'choose-numbers': 'Choose your numbers',
  'choose-region': 'Choose the region',
  'choose-service': ({ name }) => `Choose ${name}, too`,
  'choose-tag': 'Choose another tag',
  'choose-team': 'Choose a team',
  'choose-teammate': 'Choose another teammate',
  'connect-twilio': 'Connect Twilio',
  'enter-auth-token': 'Enter the current one',
  'enter-credentials': 'Enter the current ones',
  'enter-key-secret': 'Enter its secret',
  'go-to-limits': 'Go to Limits',
  'go-to-prices': 'Go to Prices',
  'install-again': 'Install again',
  'open-developer-hub': 'Open the Developer Hub',
  'open-intercom': 'Open Intercom',
  'open-twilio-console': 'Open the Twilio Console',
  'publish-again': 'Publish again',
  'register-at-twilio': 'Register at Twilio',
  'resume-sending': 'Resume sending',
  'send-test': 'Send a test',
  'see-intercom-status': 'See Intercom’s status',
  'see-registration': 'See it at Twilio',
  'see-twilio-status': 'See Twilio’s status',
  'see-urls': 'See the URLs to set',
  'set-webhooks': 'Set the webhooks for me',
  'take-out-of-service': 'Take it out here, too',
  'use-next-token': 'Use the next Auth Token alone',
};

export function tellStep(step: NextStep): string {
  return say(labels, step);
}
