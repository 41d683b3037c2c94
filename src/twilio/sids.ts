// The spelling of Twilio's ids for accounts and keys: two letters and 32 hexadecimal digits.

/** Source: https://www.twilio.com/docs/glossary/what-is-a-sid */
export function isAccountSid(typed: string): boolean {
  return /^AC[0-9a-fA-F]{32}$/.test(typed);
}

/** Source: https://www.twilio.com/docs/iam/api-keys/key-resource-v2010 */
export function isApiKeySid(typed: string): boolean {
  return /^SK[0-9a-fA-F]{32}$/.test(typed);
}
