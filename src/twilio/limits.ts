// How much fits into one message.

/** The longest body, in UTF-16 code units. Source: https://www.twilio.com/docs/api/errors/21617 */
export const longestText = 1_600;
