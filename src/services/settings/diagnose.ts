// What the doctor finds, with both vendors asked first.
import type { Finding } from '../../domain/settings-page.ts';
import type { OpenWorkspace } from '../context.ts';
import type { SettingsContext } from './change.ts';
import { examine } from './examine.ts';

/** What a vendor gave, or the sentence why it did not. */
export type Asked<Value> = { value: Value; problem: null } | { value: null; problem: string };

export async function ask<Value>(call: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { value: await call(), problem: null };
  } catch (error) {
    return { value: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Who looks wants to know how it is now, whatever was known before. */
export const live = { evenIfRefused: true };

export async function diagnose(ctx: SettingsContext, workspace: OpenWorkspace): Promise<Finding[]> {
  const [admins, numbers] = await Promise.all([
    ask(() => ctx.intercom(workspace, live).listAdmins()),
    ask(async () => (workspace.twilioLogin === null ? [] : ctx.twilio(workspace, live).listNumbers())),
  ]);
  const seen = { numbers: numbers.value, numbersProblem: numbers.problem, intercomProblem: admins.problem };
  return examine(ctx, workspace, seen);
}
