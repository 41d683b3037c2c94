// Twilio's error codes in the words of a support team: what happened, who can change it, what to do, whether to repeat.
// Source of the codes: https://www.twilio.com/docs/api/errors (one page for each).

/** Who can change what went wrong; `us` is whoever runs and builds this service. */
export type FaultFixer = 'customer' | 'agent' | 'admin' | 'us' | 'twilio' | 'nobody';

/** Whether the same text may be sent again: never as it is, after some time, or at once. */
export type FaultRetry = 'never' | 'later' | 'now';

/** Code, who fixes it, when to repeat, what it means, what to do. */
export type FaultRow = readonly [
  code: number,
  fixedBy: FaultFixer,
  retry: FaultRetry,
  meaning: string,
  nextStep: string,
];

const askForMobile = 'Ask the customer for a mobile number, or answer them another way.';
const tellOperator = 'Tell whoever runs this service; there is nothing to change in the text.';
const admin = 'the person who looks after your Twilio account';

// biome-ignore format: two lines a fault, so that the table reads as one.
export const faultRows: readonly FaultRow[] = [
  // Reaching this service
  [11200, 'us', 'never', 'Twilio could not reach this service, or waited too long for it.', tellOperator],
  [11750, 'us', 'never', 'This service answered Twilio with more than it accepts.', tellOperator],
  [12100, 'us', 'never', 'This service gave Twilio an answer that it could not read.', tellOperator],
  [12300, 'us', 'never', 'This service gave Twilio an answer of the wrong kind.', tellOperator],
  [57012, 'admin', 'never', 'A message from Twilio did not carry the right signature.',
    'Check in the settings that the address and the Twilio credentials are the current ones.'],
  [14107, 'us', 'never', 'Too many texts went back and forth within half a minute, so Twilio stopped them.',
    'Check whether an automatic answer at the other end is replying to this one.'],

  // The account
  [20003, 'admin', 'never', 'Twilio did not accept the credentials of this workspace.',
    'Enter the current Twilio credentials in the settings, and check that the account is not suspended.'],
  [20005, 'admin', 'never', 'The Twilio account is not active.',
    `Ask ${admin} to check its balance and its state.`],
  [20009, 'us', 'later', 'This text is still on its way, so it cannot be deleted yet.', 'Try again in a few minutes.'],
  [20404, 'us', 'never', 'Twilio does not know what was asked for.',
    'Check in the settings that the Twilio account is the right one.'],
  [20429, 'us', 'later', 'Too many requests reached Twilio at the same time, so this text was not taken.',
    'Nothing to do: it is tried again by itself.'],
  [20500, 'twilio', 'later', 'Twilio had a fault of its own.',
    'Wait a few minutes and see whether the text arrived before you send it again.'],
  [20503, 'twilio', 'later', 'Twilio is not available at the moment.',
    'Wait a few minutes and see whether the text arrived before you send it again.'],

  // Numbers
  [21211, 'agent', 'never', "The customer's phone number is not a valid one.",
    'Correct the phone number of this contact, with its country code.'],
  [21212, 'admin', 'never', 'The number this text was to be sent from is not a valid one.',
    'Choose another of your numbers in the settings.'],
  [21265, 'nobody', 'never', 'This is a short code, and texts cannot be sent to those.', 'Answer them another way.'],
  [21266, 'us', 'never', 'The text would have gone to the very number it comes from.',
    'Check the phone number of this contact: it is one of your own.'],
  [21408, 'admin', 'never', "Your Twilio account is not allowed to text this customer's country.",
    `Ask ${admin} to allow this country under Messaging, Geo permissions; then send it again.`],
  [21606, 'admin', 'never', 'The number this text was to be sent from is not yours or cannot send texts.',
    'Choose another of your numbers in the settings.'],
  [21659, 'admin', 'never', 'The number this text was to be sent from is not one of your Twilio numbers.',
    'Choose another of your numbers in the settings.'],
  [21608, 'admin', 'never', 'Your Twilio account may only text numbers that were verified beforehand.',
    `Ask ${admin} to upgrade it from trial and complete its business profile.`],
  [21610, 'customer', 'never', 'The customer has opted out of texts from this number.',
    'Only the customer can change this, by texting START to it.'],
  [21611, 'admin', 'later', 'Too many texts are already waiting to be sent from this number.',
    'Send it again in a few hours, or from another of your numbers.'],
  [21612, 'admin', 'never', 'This customer cannot be reached from this number.', 'Send it from another of your numbers.'],
  [21614, 'agent', 'never', "The customer's number is not a mobile number.", askForMobile],
  [21635, 'agent', 'never', "The customer's number is a landline, which cannot receive texts.", askForMobile],

  // The text
  [21602, 'us', 'never', 'The text was empty.', 'Write something and send it again.'],
  [21619, 'us', 'never', 'The text was empty.', 'Write something and send it again.'],
  [21603, 'us', 'never', 'The text had no number to be sent from.', 'Choose one of your numbers in the settings.'],
  [21609, 'us', 'never', 'Twilio does not accept the address where this service hears about deliveries.', tellOperator],
  [21617, 'agent', 'never', 'The text is too long.', 'Shorten it, or send it as two texts.'],
  [21620, 'us', 'never', 'Twilio could not make sense of the address of the attachment.', 'Attach the file again.'],
  [21621, 'admin', 'never', 'This number cannot send pictures.', 'Send a link instead, or use another of your numbers.'],
  [21623, 'agent', 'never', 'The text has more than ten attachments.', 'Send them as several texts.'],
  [11751, 'agent', 'never', 'The attachment is too large.', 'Send a smaller one, or a link to it.'],

  // Messaging services
  [21701, 'admin', 'never', 'The Twilio messaging service that was chosen no longer exists.',
    'Choose one of your numbers in the settings.'],
  [21703, 'admin', 'never', 'The Twilio messaging service has no number that can text this customer.',
    `Ask ${admin} to add a number for this country to it.`],
  [21704, 'admin', 'never', 'The Twilio messaging service has no numbers.', `Ask ${admin} to add a number to it.`],
  [21705, 'admin', 'never', 'The Twilio messaging service that was chosen is not a valid one.',
    'Choose one of your numbers in the settings.'],

  // On the way to the phone
  [30001, 'us', 'later', 'Too many texts were waiting, so this one was dropped.', 'Send it again in a few minutes.'],
  [30002, 'admin', 'never', 'The Twilio account was suspended before this text went out.',
    `Ask ${admin} to have it restored; then send it again.`],
  [30003, 'customer', 'later', "The customer's phone is off, has no signal or cannot receive texts.",
    'Send it again later, once, or reach them another way.'],
  [30004, 'customer', 'never', 'The customer or their carrier blocks texts from this number.',
    'Reach them another way; if they once texted STOP, only they can undo it by texting START.'],
  [30005, 'agent', 'never', 'This number is unknown or no longer in service.',
    'Check the phone number with the customer.'],
  [30006, 'agent', 'never', 'This is a landline, or its carrier cannot be reached by text.', askForMobile],
  [30007, 'admin', 'never', 'The text was filtered as spam on its way.',
    `Reword it without short links or advertising; if that fails, ask ${admin} to check its registration.`],
  [30008, 'nobody', 'later', "The customer's carrier did not deliver the text and did not say why.",
    'Send it again later, once, or reach them another way.'],
  [30009, 'customer', 'never', "A part of the customer's text was lost on its way.", 'Ask them to send it again.'],
  [30010, 'us', 'never', 'The text would have cost more than was allowed for it.', tellOperator],
  [30011, 'agent', 'never', "Pictures cannot be sent to the customer's carrier.", 'Send words only, or a link.'],
  [30012, 'us', 'now', 'The time allowed for sending this text was too short.', 'Send it again.'],
  [30017, 'nobody', 'later', "The customer's carrier was too busy to take the text.", 'Send it again later.'],
  [30018, 'admin', 'never', 'This country only lets in senders that are registered there.',
    `Ask ${admin} to register as a sender for this country.`],
  [30019, 'agent', 'never', "The attachment is too large for the customer's carrier.",
    'Send a smaller one, or a link to it.'],
  [30022, 'us', 'later', 'Texts went out faster than the carriers allow for this number.',
    'Send it again in a few minutes.'],
  [30023, 'admin', 'later', "Your company has used up the texts that the customer's carrier allows in a day.",
    'Send it again tomorrow.'],
  [30024, 'admin', 'later', 'This number is not set up with the carriers yet.',
    `Send it again tomorrow; if it still fails, ask ${admin} to write to Twilio support.`],
  [30027, 'admin', 'later', "Your company has used up the texts that the customer's carrier allows in a day.",
    'Send it again tomorrow.'],
  [30032, 'admin', 'never', 'This toll-free number has not been verified, so it may not send texts.',
    `Ask ${admin} to have it verified, or send from another of your numbers.`],
  [30033, 'admin', 'never', 'The registration of this number with the US carriers was suspended.',
    `Ask ${admin} to settle it, or send from another of your numbers.`],
  [30034, 'admin', 'never', 'This number is not registered with the US carriers, so they refuse its texts.',
    `Ask ${admin} to register it for business texting in the US.`],
  [30035, 'nobody', 'later', 'The registration of this number with the US carriers is still under way.',
    'Wait until it is done, or send from another of your numbers.'],
  [30036, 'us', 'now', 'The text waited too long to be sent and was given up.', 'Send it again if it still matters.'],
  [30038, 'nobody', 'never', 'Twilio does not pass on one-time codes that others text to this number.',
    'Have the code sent to another phone.'],
  [30044, 'admin', 'never', 'The text is too long for a Twilio trial account.',
    `Shorten it, or ask ${admin} to upgrade it.`],
  [30047, 'nobody', 'later', 'Twilio held the text back for quiet hours and could not send it afterwards.',
    'Send it again in the daytime.'],
  [30410, 'nobody', 'later', "The customer's carrier did not answer in time, so nobody knows whether the text arrived.",
    'Wait, then send it again if they have not answered.'],
  [30450, 'admin', 'later', 'Twilio took the text for part of a fraud and blocked it for half an hour.',
    `Send it again later; ask ${admin} to put trusted numbers on its safe list.`],
  [30610, 'admin', 'later', "It is night where the customer lives, and your Twilio account blocks texts then.",
    'Send it again in their daytime.'],
  [30640, 'admin', 'never', 'Twilio blocked the text because this number belongs to somebody known to sue over texts.',
    'Reach them another way.'],

  // WhatsApp and RCS
  [63003, 'agent', 'never', 'This customer cannot be reached on this channel.', 'Check their number, or send a text.'],
  [63024, 'agent', 'never', 'This customer cannot be reached on this channel.', 'Check their number, or send a text.'],
  [63007, 'admin', 'never', 'This sender is not set up for this channel.', `Ask ${admin} to set it up.`],
  [63013, 'admin', 'never', 'The message breaks the rules of this channel.', 'Reword it, or send a text.'],
  [63015, 'customer', 'never', 'The customer has not joined the WhatsApp test number.',
    'Ask them to join it, or send a text.'],
  [63016, 'agent', 'never', "A day has passed since the customer's last WhatsApp message, so only templates may be sent.",
    'Use an approved template, or send an ordinary text.'],
  [63018, 'us', 'later', 'Messages went out faster than this channel allows.', 'Send it again in a few minutes.'],
  [63036, 'agent', 'never', "The customer's phone cannot be reached over RCS.", 'Send it as an ordinary text.'],
  [63038, 'admin', 'later', 'Your account has used up the messages that this channel allows in a day.',
    'Send it again tomorrow.'],
];
