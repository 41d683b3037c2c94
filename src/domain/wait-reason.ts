// Why a job waits although nothing failed, as values.

export type WaitReason =
  /** Intercom does not say yet whether the customer's last words came by text. */
  | { kind: 'channel-undecided' }
  | { kind: 'comment-being-posted' }
  | { kind: 'conversation-being-started' }
  | { kind: 'conversations-unreadable' }
  /** The object that an earlier try made may not be listed yet. */
  | { kind: 'earlier-try-unseen' }
  /** A file of the text is not here yet. */
  | { kind: 'files-on-their-way' }
  /** Texts of a flood stand in one part a minute. */
  | { kind: 'minute-of-flood' }
  | { kind: 'older-text-first' }
  /** The part before is not at the carrier yet. */
  | { kind: 'part-before-first' }
  | { kind: 'paused' }
  /** The job stood still for so long that somebody else may have it. */
  | { kind: 'stood-still' }
  | { kind: 'search-restarts' }
  /** The text was settled while this job began. */
  | { kind: 'text-settled' }
  | { kind: 'words-being-checked' };
