// An agent's own signature: seen and changed in the panel, where the texts are written that it ends.
import type { PanelState } from '../../domain/panel.ts';
import { firstNameSignature, readSignature } from '../../domain/texts/signature.ts';
import { findAdmin, saveSignature } from '../../store/conversations/admins.ts';
import { frameOf, type PanelRequest, withDone, withProblem } from './panel-request.ts';
import { adminName } from './template-values.ts';
import { writeScreen } from './write-screen.ts';

export async function signatureScreen(request: PanelRequest): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const name = await adminName(request);
  const admin = question.adminId === null ? undefined : await findAdmin(ctx.db, workspace.id, question.adminId);
  return {
    screen: 'signature',
    ...frameOf(request),
    own: admin?.signature ?? null,
    usual: name === null ? null : firstNameSignature(name),
    typed: request.input.signature ?? admin?.signature ?? '',
  };
}

/** An empty line: the first name again. */
export async function keepSignature(request: PanelRequest): Promise<PanelState> {
  const { ctx, workspace, question } = request;
  const read = readSignature(request.input.signature ?? '');
  if ('most' in read) return signatureScreen(withProblem(request, { kind: 'signature-too-long', most: read.most }));
  // Their name is stored first: the signature stands with it.
  const name = await adminName(request);
  const { adminId } = question;
  if (adminId === null || name === null || !(await saveSignature(ctx.db, workspace.id, adminId, read.line)))
    return signatureScreen(withProblem(request, { kind: 'reader-unknown' }));
  const line = read.line ?? firstNameSignature(name);
  return writeScreen(withDone(request, { kind: 'signature-saved', line }));
}
