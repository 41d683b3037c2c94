// Asks both vendors and the doctor about a workspace: a page waits for a moment, and the next one takes up a late answer.

import { performance } from 'node:perf_hooks';
import type { Finding } from '../../domain/doctor/finding.ts';
import { listRegistrations } from '../../store/workspaces/number-registrations.ts';
import { lookAtTwilio, type TwilioSeen, unseenTwilio } from '../account/look-at-twilio.ts';
import type { SettingsContext } from '../changes/change.ts';
import type { OpenWorkspace } from '../context.ts';
import { examine } from '../doctor/examine.ts';
import { type IntercomSeen, lookAtIntercom, unseenIntercom } from '../doctor/look-at-intercom.ts';
import { type Registrations, readRegistrations } from '../numbers/read-registrations.ts';

/** A page does not wait for a vendor that hangs: it shows the answers that are there. */
const PATIENCE_MS = 900;
const MOST_PATIENCE_MS = 4_000;
const LOOK_MS = 50;
/** Older answers are dropped, and the vendors are asked anew. */
const KEPT_MS = 30_000;
const MOST_ENTRIES = 1_000;

export interface Checked {
  twilio: TwilioSeen;
  intercom: IntercomSeen;
  /** As Twilio said before, where it has not answered yet. */
  registrations: Registrations;
  /** Null: not all answers are there yet. */
  findings: Finding[] | null;
}

interface UnderWay {
  beganAt: number;
  twilio: Late<TwilioSeen>;
  intercom: Late<IntercomSeen>;
  registrations: Late<Registrations>;
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

  /** Undefined while it is awaited. Throws the error that it failed with. */
  get value(): Value | undefined {
    if (this.#outcome && 'error' in this.#outcome) throw this.#outcome.error;
    return this.#outcome?.value;
  }
}

export interface Checks {
  /** `mayBeOld`: a page that asks again by itself gets the answers of the last half minute. */
  read(ctx: SettingsContext, workspace: OpenWorkspace, mayBeOld?: boolean): Promise<Checked>;
  /** Forgets the answers to earlier questions, which a change has made old. */
  drop(workspaceId: string): void;
}

/** Lives in the memory of this process. It uses real time on purpose, since people wait for it. */
export function createChecks(): Checks {
  const underWay = new Map<string, UnderWay>();
  const answered = new Map<string, { at: number; checked: Checked }>();

  function begin(ctx: SettingsContext, workspace: OpenWorkspace): UnderWay {
    const [twilio, intercom] = [lookAtTwilio(ctx, workspace), lookAtIntercom(ctx, workspace)];
    const registrations = twilio.then((seen) => readRegistrations(ctx, workspace, seen));
    const findings = Promise.all([twilio, intercom, registrations]).then(([ofTwilio, ofIntercom, ofNumbers]) =>
      examine(ctx, workspace, { twilio: ofTwilio, intercom: ofIntercom, registrations: ofNumbers }),
    );
    return {
      beganAt: performance.now(),
      twilio: new Late(twilio),
      intercom: new Late(intercom),
      registrations: new Late(registrations),
      findings: new Late(findings),
    };
  }

  return {
    async read(ctx, workspace, mayBeOld = false) {
      const { id } = workspace;
      const last = answered.get(id);
      if (mayBeOld && last !== undefined && performance.now() - last.at < KEPT_MS) return last.checked;
      const earlier = underWay.get(id);
      const isFresh = earlier !== undefined && performance.now() - earlier.beganAt < KEPT_MS;
      const checks = isFresh ? earlier : begin(ctx, workspace);
      if (underWay.size >= MOST_ENTRIES) underWay.clear();
      underWay.set(id, checks);
      await inTime(checks.findings.settled);
      const isSettled = checks.findings.isSettled;
      // Answers are shown once: the next page asks anew.
      if (isSettled && underWay.get(id) === checks) underWay.delete(id);
      const findings = checks.findings.value ?? null;
      const checked = {
        twilio: checks.twilio.value ?? unseenTwilio,
        intercom: checks.intercom.value ?? unseenIntercom,
        registrations: checks.registrations.value ?? (await listRegistrations(ctx.db, id)),
        findings,
      };
      if (answered.size >= MOST_ENTRIES) answered.clear();
      if (isSettled) answered.set(id, { at: performance.now(), checked });
      return checked;
    },
    drop(workspaceId) {
      underWay.delete(workspaceId);
      answered.delete(workspaceId);
    },
  };
}

/** Counts only the time in which the process was idle, so that a busy one does not take its own slowness for a vendor's. */
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
