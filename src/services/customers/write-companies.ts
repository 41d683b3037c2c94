// Brings a customer's companies to Intercom: owned ones are made or updated, memberships begin and end.
import type { Customer } from '../../domain/customers/customer.ts';
import { planMemberships } from '../../domain/customers/memberships.ts';
import type { CompanyRecord } from '../../domain/customers/record.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import { keepCompany, listCompanies } from '../../store/customers/companies.ts';
import { type Context, nowOf } from '../context.ts';
import { hashRecord } from './hash-record.ts';
import { readyAttributes } from './write-attributes.ts';

/** True where something changed there. Each step may be done again. */
export async function writeCompanies(
  ctx: Context,
  intercom: IntercomClient,
  { workspaceId, record: { companies } }: Customer,
  contactId: string,
): Promise<boolean> {
  if (companies === null) return false;
  const attached = await intercom.listMemberships(contactId);
  const ids = [...companies.map(({ id }) => id), ...attached.map(({ companyId }) => companyId)];
  const known = await listCompanies(ctx.db, workspaceId, [...new Set(ids)]);
  const plan = planMemberships(companies, known, attached, hashRecord);
  const intercomIds = new Map([...known].map(([id, { intercomId }]) => [id, intercomId]));
  const write = async (company: CompanyRecord) => {
    const kept = await writeCompany(intercom, company);
    await keepCompany(ctx.db, { workspaceId, companyId: company.id, ...kept }, nowOf(ctx));
    intercomIds.set(company.id, kept.intercomId);
  };
  for (const company of plan.write) await write(company);
  for (const company of companies.filter(({ id }) => plan.attach.includes(id))) {
    const attach = () => intercom.attachCompany(contactId, intercomIds.get(company.id) ?? '');
    try {
      await attach();
    } catch (error) {
      if (!isGone(error)) throw error;
      // Somebody deleted the company.
      await write(company);
      await attach();
    }
  }
  for (const { intercomId } of plan.detach) await intercom.detachCompany(contactId, intercomId);
  return plan.write.length + plan.attach.length + plan.detach.length > 0;
}

/** A company of somebody else's gets no more than its id and name. */
async function writeCompany(intercom: IntercomClient, company: CompanyRecord) {
  const { id, name, isOwned } = company;
  const bare = {
    ...company,
    createdAt: null,
    monthlySpend: null,
    plan: null,
    website: null,
    size: null,
    industry: null,
  };
  if (!isOwned) return { intercomId: await intercom.saveCompany({ ...bare, id, name }, {}), hash: '' };
  const wanted = { ...company.attributes, company_deleted: false };
  const attributes = await readyAttributes(intercom, 'company', wanted);
  return { intercomId: await intercom.saveCompany(company, attributes), hash: hashRecord(company) };
}
