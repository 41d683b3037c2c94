// The fields of a form as it was sent, each with all its values.

/** Takes time that grows with the length of the body only, however often it names a field. Empty fields are included. */
export function formFields(rawBody: string): Record<string, string[]> {
  const fields: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rawBody)) {
    const values = fields[name];
    if (values === undefined) fields[name] = [value];
    else values.push(value);
  }
  return fields;
}

/** Counts fields by their separators, so that a huge form is refused before it is read. */
export function hasMoreFields(rawBody: string, most: number): boolean {
  let from = 0;
  for (let fields = 1; fields <= most; fields += 1) {
    const end = rawBody.indexOf('&', from);
    if (end < 0) return false;
    from = end + 1;
  }
  return true;
}
