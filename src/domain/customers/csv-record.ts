// A row of a CSV file becomes a record: columns have the record's names, `company_…` is one company, all others are attributes.

const plain = new Set(['external_id', 'email', 'phone', 'name', 'created_at', 'last_seen_at', 'time_zone']);
const company = ['name', 'created_at', 'monthly_spend', 'plan', 'website', 'size', 'industry', 'is_owned'] as const;
const companyColumns = new Map<string, string>([
  ['company_id', 'id'],
  ...company.map((name): [string, string] => [`company_${name}`, name]),
]);

/** An empty field says nothing. */
export function recordOfRow(columns: readonly string[], fields: readonly string[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  const attributes: Record<string, unknown> = {};
  const one: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const name = column.trim();
    const field = fields[index] ?? '';
    const inCompany = companyColumns.get(name);
    if (name === '' || field === '') continue;
    if (plain.has(name)) record[name] = field;
    else if (name === 'from_oauth') record[name] = isYes(field);
    else if (inCompany === undefined) attributes[name] = csvValue(field);
    else if (inCompany === 'is_owned') one[inCompany] = isYes(field);
    else one[inCompany] = inCompany === 'size' || inCompany === 'monthly_spend' ? csvValue(field) : field;
  }
  if (columns.some((column) => column.trim() === 'company_id'))
    record['companies'] = one['id'] === undefined ? [] : [one];
  return { ...record, attributes };
}

function isYes(field: string): boolean {
  return /^(true|yes|1|t|y)$/i.test(field.trim());
}

/** Digits that lose something as a number, such as a leading zero, stay text. */
function csvValue(field: string): string | number | boolean {
  const text = field.trim();
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (/^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text)) return Number(text);
  return field;
}
