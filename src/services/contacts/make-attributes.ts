// The attributes of contacts are made once a workspace, and again when one is missing.
import {
  type AttributeName,
  type AttributeStyle,
  type AttributeTrouble,
  contactAttributes,
  spellAttribute,
} from '../../domain/contact-attributes.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { IntercomError, isTokenRefused } from '../../intercom/calls/errors.ts';
import { attributeWords } from '../../words/contact-attributes.ts';

export interface Made {
  style: AttributeStyle;
  /** A `taken` attribute mostly exists already. */
  troubles: ReadonlyMap<AttributeName, AttributeTrouble>;
}

interface Manner {
  /** A failure that may pass is thrown. */
  isPatient: boolean;
  /** They were made before. Where they were not, a missing permission is thrown too. */
  areKnown: boolean;
}

/** A workspace that refuses underscores in names gets hyphens. */
export async function makeAttributes(
  intercom: IntercomClient,
  names: readonly AttributeName[],
  manner: Manner,
): Promise<Made> {
  const underscores = await makeAll(intercom, 'underscores', names, manner);
  if (underscores !== null) return underscores;
  const hyphens = await makeAll(intercom, 'hyphens', names, manner);
  return hyphens ?? { style: 'underscores', troubles: new Map(names.map((name) => [name, 'refused'])) };
}

/** Null where a name is refused for its spelling. */
async function makeAll(
  intercom: IntercomClient,
  style: AttributeStyle,
  names: readonly AttributeName[],
  { isPatient, areKnown }: Manner,
): Promise<Made | null> {
  const troubles = new Map<AttributeName, AttributeTrouble>();
  for (const attribute of contactAttributes.filter(({ name }) => names.includes(name))) {
    try {
      const { name, dataType } = attribute;
      const description = attributeWords[name];
      await intercom.createContactAttribute({ name: spellAttribute(name, style), dataType, description });
    } catch (error) {
      if (isTokenRefused(error) || !(error instanceof IntercomError)) throw error;
      if (error.isAboutName) return null;
      const trouble = troubleOf(error);
      if (trouble === 'failed' ? isPatient : trouble === 'forbidden' && !areKnown) throw error;
      troubles.set(attribute.name, trouble);
    }
  }
  return { style, troubles };
}

function troubleOf(error: IntercomError): AttributeTrouble {
  if (error.status === 403) return 'forbidden';
  if (error.certainty !== 'refused') return 'failed';
  return error.isDuplicate ? 'taken' : 'refused';
}
