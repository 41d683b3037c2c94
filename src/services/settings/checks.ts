// What both vendors say of a workspace, and what the doctor makes of it: waited for a moment, and taken along by the next page.

import { performance } from 'node:perf_hooks';
import type { Finding } from '../../domain/doctor/finding.ts';
import { lookAtTwilio, type TwilioSeen, unseenTwilio } from '../account/look-at-twilio.ts';
import type { SettingsContext } from '../changes/change.ts';
import type { OpenWorkspace } from '../context.ts';
import { examine } from '../doctor/examine.ts';
import { type IntercomSeen, lookAtIntercom, unseenIntercom } from '../doctor/look-at-intercom.ts';

/** A page does not wait for a vendor that hangs: it says what is known. */
const PATIENCE_MS = 900;
const MOST_PATIENCE_MS = 4_000;
const LOOK_MS = 50;
/** Older answers are not shown: whoever comes back later asks anew. */
const KEPT_MS = 30_000;
const MOST_ENTRIES = 1_000;

export interface Checked {
  twilio: TwilioSeen;
  intercom: IntercomSeen;
  /** Null: not all of it is known yet. */
  findings: Finding[] | null;
}

interface UnderWay {
  beganAt: number;
  twilio: Late<TwilioSeen>;
  intercom: Late<IntercomSeen>;
  findings: Late<Finding[]>;
}

/** A value that comes in time or later. */
class Late<Value> {
  readonly settled: Promise<void>;
  #outcome: { value: Value } | { error: unknown } | undefined;

  constructor(coming: Promise<Value>) {
    this.settled = coming.then(
      (value) => {
        this.#outcome = { value };
      },
      (error: unknown) => {
        this.#outcome = { error };
      },
    );
  }

  get isSettled(): boolean {
    return this.#outcome !== undefined;
  }

  /** Undefined while it is awaited; throws what it failed of. */
  get value(): Value | undefined {
    if (this.#outcome && 'error' in this.#outcome) throw this.#outcome.error;
    return this.#outcome?.value;
  }
}

export interface Checks {
  read(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Checked>;
  /** What was asked before says nothing any more. */
  drop(workspaceId: string): void;
}

/** In memory of this process alone; real time on purpose, since people wait for it. */
export function createChecks(): Checks {
  const underWay = new Map<string, UnderWay>();

  function begin(ctx: SettingsContext, workspace: OpenWorkspace): UnderWay {
    const [twilio, intercom] = [lookAtTwilio(ctx, workspace), lookAtIntercom(ctx, workspace)];
    const findings = Promise.all([twilio, intercom]).then(([ofTwilio, ofIntercom]) =>
      examine(ctx, workspace, { twilio: ofTwilio, intercom: ofIntercom }),
    );
    const beganAt = performance.now();
    return { beganAt, twilio: new Late(twilio), intercom: new Late(intercom), findings: new Late(findings) };
  }

  return {
    async read(ctx, workspace) {
      const { id } = workspace;
      const earlier = underWay.get(id);
      const isFresh = earlier !== undefined && performance.now() - earlier.beganAt < KEPT_MS;
      const checks = isFresh ? earlier : begin(ctx, workspace);
      if (underWay.size >= MOST_ENTRIES) underWay.clear();
      underWay.set(id, checks);
      await inTime(checks.findings.settled);
      const isSettled = checks.findings.isSettled;
      // Told once: whoever loads the page after that asks anew.
      if (isSettled && underWay.get(id) === checks) underWay.delete(id);
      const findings = checks.findings.value ?? null;
      return {
        twilio: checks.twilio.value ?? unseenTwilio,
        intercom: checks.intercom.value ?? unseenIntercom,
        findings,
      };
    },
    drop: (workspaceId) => void underWay.delete(workspaceId),
  };
}

/** A busy process does not take its own slowness for a vendor's: only the time in which it had nothing to do counts. */
async function inTime(settled: Promise<void>): Promise<void> {
  const [idleBefore, beganAt] = [performance.eventLoopUtilization().idle, performance.now()];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      const idle = performance.eventLoopUtilization().idle - idleBefore;
      if (idle >= PATIENCE_MS || performance.now() - beganAt >= MOST_PATIENCE_MS) resolve();
    }, LOOK_MS);
  });
  await Promise.race([settled, late]);
  clearInterval(timer);
}
