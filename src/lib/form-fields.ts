// The fields of a form as it was sent, each with all its values.

/** In time that grows with the body alone, however often it names a field. A field sent empty is there. */
export function formFields(rawBody: string): Record<string, string[]> {
  const fields: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rawBody)) {
    const values = fields[name];
    if (values === undefined) fields[name] = [value];
    else values.push(value);
  }
  return fields;
}

/** Whether a form has more than so many fields, without reading them. */
export function hasMoreFields(rawBody: string, most: number): boolean {
  let from = 0;
  for (let fields = 1; fields <= most; fields += 1) {
    const end = rawBody.indexOf('&', from);
    if (end < 0) return false;
    from = end + 1;
  }
  return true;
}
