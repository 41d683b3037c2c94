// The answer to an inbound text that texts nobody.

/**
 * Anything but an empty `<Response/>` as XML would be texted to the customer, a plain "OK" too.
 * Source: twilio.com/docs/usage/webhooks/sms-webhooks.
 */
export const emptyTwiml = { type: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' } as const;
