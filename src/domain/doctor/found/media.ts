// Findings about the files of texts.

/** `files`: how many. */
export type MediaFound =
  /** Twilio refused the credentials for them. */
  | { check: 'media'; kind: 'refused'; files: number; usesKey: boolean }
  /** They wait, because the place where files are kept does not answer. */
  | { check: 'media'; kind: 'store-away'; files: number }
  /** They were erased before their time in the last days, to make room. */
  | { check: 'media'; kind: 'no-room'; files: number; days: number };
