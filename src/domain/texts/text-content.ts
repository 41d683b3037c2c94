// Things that a text may carry besides words and files.
/** One thing that came with a text: words/customer-texts.ts has its line. An empty string stands for an unknown value. */
export type Content =
  | { kind: 'subject'; text: string }
  | { kind: 'location'; latitude: string; longitude: string; address: string; label: string }
  /** `code`: the button's id in the program that made it. */
  | { kind: 'button'; text: string; code: string }
  | { kind: 'choice'; title: string; description: string; code: string }
  | { kind: 'reaction'; emoji: string; quoted: string }
  /** Named values: the answers of a form, an order, a contact card. */
  | { kind: 'values'; title: string; values: readonly (readonly [name: string, value: string])[] }
  | { kind: 'advertisement'; headline: string; body: string; url: string }
  /** The customer answers this text. Its words are not always known. */
  | { kind: 'answer'; quoted: string }
  /** `page`: the vendor's log, which shows the text under its `sid`. */
  | { kind: 'unknown'; name: string; sid: string; page: string };
