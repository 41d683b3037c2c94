// A number of ours (E.164) or a Messaging Service of Twilio: both are chosen, set up and let go of in the same way.
export type NumberOrService = { number: string } | { service: string };
