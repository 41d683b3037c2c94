// The numbers that come with a chosen Messaging Service: ours for as long as they are in it.
import type { SenderChoice } from '../../domain/workspace.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';

/** The numbers that were chosen themselves, then the others of these services. */
export function withPools(
  chosen: readonly SenderChoice[],
  services: readonly OwnedService[],
  numbers: readonly OwnedNumber[],
): SenderChoice[] {
  const serviceOf = servicesByNumber(services);
  const own = chosen.map((sender) => ({
    ...sender,
    serviceSid: (sender.sid === null ? undefined : serviceOf.get(sender.sid)?.sid) ?? null,
  }));
  const isChosen = new Set(chosen.map(({ address }) => address));
  const others = services.flatMap((service) => poolOf(service, numbers));
  return [...own, ...others.filter(({ address }) => !isChosen.has(address))];
}

function poolOf(service: OwnedService, numbers: readonly OwnedNumber[]): SenderChoice[] {
  const mute = new Set(numbers.filter(({ canText }) => !canText).map(({ sid }) => sid));
  return service.numbers
    .filter(({ sid }) => !mute.has(sid))
    .map(({ sid, address }) => ({
      address,
      sid,
      label: null,
      teamId: null,
      defaultCountry: null,
      serviceSid: service.sid,
      isChosen: false,
    }));
}

/** The service that each number is in, by the number's id at Twilio; a number is in one at the most. */
export function servicesByNumber(services: readonly OwnedService[]): ReadonlyMap<string, OwnedService> {
  return new Map(services.flatMap((service) => service.numbers.map(({ sid }) => [sid, service] as const)));
}
