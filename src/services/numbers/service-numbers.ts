// Works out the numbers that come with a chosen Messaging Service: they are ours for as long as they are in it.
import type { SenderChoice, ServiceChoice } from '../../domain/workspace.ts';
import type { OwnedNumber, OwnedService } from '../../twilio/owned.ts';

export interface Owned {
  numbers: readonly OwnedNumber[];
  services: readonly OwnedService[];
}

/** Our numbers as the chosen services have them at Twilio now. */
export function takenIn({ senderDetails, services }: Pool, owned: Owned): SenderChoice[] {
  const chosen = senderDetails.filter(({ isChosen }) => isChosen);
  const ours = owned.services.filter(({ sid }) => services.some((service) => service.sid === sid));
  return withPools(chosen, ours, owned.numbers);
}

interface Pool {
  senderDetails: readonly SenderChoice[];
  services: readonly Pick<ServiceChoice, 'sid'>[];
}

/** A number that came into a chosen service, or left it, since the service was read last. */
export interface PoolChange {
  address: string;
  serviceSid: string;
  kind: 'came' | 'left';
}

export function poolChanges(workspace: Pool, owned: Owned): PoolChange[] {
  const [had, has] = [workspace.senderDetails, takenIn(workspace, owned)].map(
    (senders) => new Map(senders.map(({ address, serviceSid }) => [address, serviceSid])),
  ) as [Map<string, string | null>, Map<string, string | null>];
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((address) => {
    const [before, now] = [had.get(address) ?? null, has.get(address) ?? null];
    if (before === now) return [];
    return [
      ...(before === null ? [] : [{ address, serviceSid: before, kind: 'left' as const }]),
      ...(now === null ? [] : [{ address, serviceSid: now, kind: 'came' as const }]),
    ];
  });
}

/** Lists the numbers that were chosen themselves, then the others of these services. */
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
