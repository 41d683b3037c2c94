// Answers of the settings about refused requests.
import type { ReleaseDone } from '../../domain/settings/refused-requests.ts';
import { count } from '../counts.ts';
import type { Words } from '../say.ts';

export const releaseDone: Words<ReleaseDone> = {
  'requests-released': ({ taken, failing }) =>
    `${count(taken, 'request was', 'requests were')} accepted.${failing === 0 ? '' : ` ${count(failing, 'still fails', 'still fail')}.`}`,
};
