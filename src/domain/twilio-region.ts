// Where Twilio keeps an account's data: each region has Auth Tokens and API keys of its own.

export const twilioRegions = ['US1', 'IE1', 'AU1'] as const;
export type TwilioRegion = (typeof twilioRegions)[number];
