// How commands about templates end.

export type TemplatesDone = { kind: 'template-archived' };

export type TemplatesProblem = { kind: 'template-gone' | 'no-contact' } | { kind: 'text-form'; most: number };
