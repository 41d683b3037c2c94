// threadwire receive: posts a recorded request to the running service, signed as the vendor signs it.
import { readFile } from 'node:fs/promises';
import { isLoopback, readClientSecret, readKeysConfig, readPublicUrl } from '../config.ts';
import type { OpenWorkspace } from '../services/context.ts';
import { answers, commandHelp, complaints, optionHelp } from '../words/operator/commands.ts';
import { exitCodes, FailedCommandError, type Output, UsageError } from './outcome.ts';
import { verb } from './verb.ts';

/** As long as Twilio waits, the more patient of the two. */
const PATIENCE_MS = 15_000;

interface SignedRequest {
  path: string;
  headers: Record<string, string>;
  body: string;
}

export const receive = verb({
  name: 'receive <file>',
  tells: commandHelp.receive,
  asks: (yargs) =>
    yargs
      .positional('file', { type: 'string', demandOption: true, describe: optionHelp.recording })
      .option('to', { type: 'string', describe: optionHelp.service })
      .option('workspace', { type: 'string', describe: optionHelp.signedFor }),
  async work({ file, to, workspace }, output) {
    const recorded = await readRecording(file);
    const target = targetOf(to);
    const request = (await asIntercom(recorded)) ?? (await asTwilio(recorded, workspace, output));
    if (request === null) throw new UsageError(complaints.unknownRecording(file));
    const { status, body } = await post(target, request);
    return {
      lines: [answers.answered(status, body)],
      data: { sentTo: `${target}${request.path}`, status, body },
      code: status < 300 ? exitCodes.done : exitCodes.amiss,
    };
  },
});

async function readRecording(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(isMissing ? complaints.fileMissing(file) : complaints.fileUnread(file));
  }
}

/** The address of the service without a slash at its end. Another machine has to be named. */
function targetOf(to: string | undefined): string {
  if (to !== undefined) {
    if (!/^https?:/.test(to) || !URL.canParse(to)) throw new UsageError(complaints.serviceUnnamed(to));
    return to.replace(/\/+$/, '');
  }
  const publicUrl = readPublicUrl();
  if (!isLoopback(new URL(publicUrl))) throw new UsageError(complaints.serviceElsewhere(publicUrl));
  return publicUrl;
}

/** Null where the recording is not of Intercom. */
async function asIntercom(recorded: string): Promise<SignedRequest | null> {
  const [{ kindOfRequest }, { canvasSignature, signCanvas, signWebhook, webhookSignature }] = await Promise.all([
    import('../intercom/recordings.ts'),
    import('../intercom/signature.ts'),
  ]);
  const kind = kindOfRequest(recorded);
  if (kind === null) return null;
  const secret = readClientSecret();
  const signature =
    kind === 'notification'
      ? { [webhookSignature.header]: signWebhook(recorded, secret) }
      : { [canvasSignature.header]: signCanvas(recorded, secret) };
  const headers = { 'Content-Type': 'application/json', ...signature };
  return { path: intercomPaths[kind], headers, body: recorded };
}

const intercomPaths = {
  notification: '/webhooks/intercom',
  'panel-opened': '/canvas/initialize',
  'panel-clicked': '/canvas/submit',
} as const;

/** Null where the recording is no form of Twilio. */
async function asTwilio(recorded: string, named: string | undefined, output: Output): Promise<SignedRequest | null> {
  const [{ accountOf, kindOfForm }, { parseForm, signatureHeader, signForm }] = await Promise.all([
    import('../twilio/payloads.ts'),
    import('../twilio/signature.ts'),
  ]);
  const body = recorded.trim();
  const form = parseForm(body);
  const kind = kindOfForm(form);
  if (kind === null) return null;
  const workspace = await findSigner(named, accountOf(form), output);
  const [token] = workspace.twilioAuthTokens;
  if (token === undefined) throw new UsageError(complaints.unsignable(workspace.id));
  const path = `/webhooks/twilio/${encodeURIComponent(workspace.id)}/${kind}`;
  // The service checks the signature over its public address, wherever it is reached.
  const signature = signForm(`${readPublicUrl()}${path}`, form, token);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', [signatureHeader]: signature };
  return { path, headers, body };
}

/** The workspace that is named, else the one of the form's account. */
async function findSigner(
  named: string | undefined,
  accountSid: string | undefined,
  output: Output,
): Promise<OpenWorkspace> {
  const config = readKeysConfig();
  const [{ withStore }, { listInstalled }, { WorkspaceDirectory }, { Sealer }, { createLog }] = await Promise.all([
    import('./store.ts'),
    import('../store/workspaces/workspaces.ts'),
    import('../services/workspace-directory.ts'),
    import('../lib/sealed.ts'),
    import('../lib/log.ts'),
  ]);
  return withStore(config, output, async ({ database }) => {
    const directory = new WorkspaceDirectory(database, new Sealer(config.encryptionKeys), createLog('silent'));
    if (named !== undefined) return directory.get(named);
    for (const { id } of await listInstalled(database.owner)) {
      const workspace = await directory.get(id);
      if (workspace.twilioAccountSid === accountSid) return workspace;
    }
    throw new UsageError(complaints.unknownAccount);
  });
}

async function post(target: string, { path, headers, body }: SignedRequest): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(`${target}${path}`, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, body: (await response.text()).trim() };
  } catch {
    throw new FailedCommandError(complaints.serviceAway(target), exitCodes.failed);
  }
}
