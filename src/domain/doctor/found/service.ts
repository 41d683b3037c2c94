// Findings about our own service: its address, its queue, its clock, its keys.
import type { Obstacle } from '../../obstacle.ts';
import type { Vendor } from '../../vendors.ts';

type SecretsLocked = Extract<Obstacle, { kind: 'secrets-locked' }>;

/** How a request of our own to our own address ended: with another status than 200, or without an answer. */
export type SelfTestFailure = { kind: 'status'; status: number } | { kind: 'no-answer'; detail: string };

export type ServiceFound =
  | { check: 'address'; kind: 'reached'; url: string }
  /** `isKnown`: a vendor has reached the service before. */
  | { check: 'address'; kind: 'not-reached'; url: string; failure: SelfTestFailure; isKnown: boolean }
  | { check: 'queue'; kind: 'in-time' }
  | { check: 'queue'; kind: 'late' | 'stuck'; seconds: number }
  | { check: 'clock'; kind: 'right' }
  /** `ahead`: by how many seconds, negative where the clock is behind. */
  | { check: 'clock'; kind: 'wrong'; vendor: Vendor; ahead: number }
  | { check: 'secrets'; kind: 'locked'; of: readonly SecretsLocked[]; isPrivate: boolean };
