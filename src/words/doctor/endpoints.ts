// The doctor on customers' own systems that are told what happens.
import type { EndpointFound } from '../../domain/doctor/found/endpoints.ts';
import type { Words } from '../say.ts';
import { fullTime } from '../times.ts';
import type { Told } from './told.ts';

/** `zone`: the reader's, an IANA name. */
export const endpointWords = (zone: string): Words<EndpointFound, Told> => ({
  off: ({ host, since }) => ({
    title: 'One of your systems is told nothing more',
    cause: `${host} took no webhook for a day, or said that it is gone, and is off since ${fullTime(new Date(since), zone)}. Fix it there, and send it a test: once that arrives, send it what it missed. Texts are not affected.`,
  }),
});
