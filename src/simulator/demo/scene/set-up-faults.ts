// Breaks a set-up behind the service's back, as people do. The health check finds it, and the settings repair it.
import { randomBytes } from 'node:crypto';
import { type DemoView, ourNumber } from '../page-world.ts';

export const SET_UP_FAULT_NAMES = [
  'token-revoked',
  'webhook-changed',
  'permission-removed',
  'number-unregistered',
] as const;
export type SetUpFaultName = (typeof SET_UP_FAULT_NAMES)[number];

/** `value` is what the admin enters to repair it; null where a click does. */
export interface SetUpFaultState {
  isOn: boolean;
  isRepaired: boolean;
  value: string | null;
}

interface Broken {
  takeBack(): void;
  isRepaired(): boolean;
  value: string | null;
}

const ELSEWHERE = 'https://another-app.example/sms';
/** Without it our notes and texts are refused, so that the next text shows the lack. */
const PERMISSION = 'Write conversations';

/** Each concerns the one workspace that the view shows. */
export class SetUpFaults {
  readonly #view: DemoView;
  readonly #broken = new Map<SetUpFaultName, Broken>();
  #texted: string | null = null;

  constructor(view: DemoView) {
    this.#view = view;
  }

  /** The number whose texts go elsewhere now: customers go on texting it. */
  get texted(): string | null {
    return this.#broken.has('webhook-changed') ? this.#texted : null;
  }

  states(): Record<SetUpFaultName, SetUpFaultState> {
    const stateOf = (name: SetUpFaultName): SetUpFaultState => {
      const broken = this.#broken.get(name);
      return { isOn: broken !== undefined, isRepaired: broken?.isRepaired() ?? false, value: broken?.value ?? null };
    };
    return {
      'token-revoked': stateOf('token-revoked'),
      'webhook-changed': stateOf('webhook-changed'),
      'permission-removed': stateOf('permission-removed'),
      'number-unregistered': stateOf('number-unregistered'),
    };
  }

  set(name: SetUpFaultName, on: boolean): void {
    const broken = this.#broken.get(name);
    if (on === (broken !== undefined)) return;
    if (on) {
      this.#broken.set(name, this.#break(name));
    } else {
      this.#broken.delete(name);
      if (broken && !broken.isRepaired()) broken.takeBack();
    }
  }

  #break(name: SetUpFaultName): Broken {
    switch (name) {
      case 'token-revoked':
        return this.#revokeToken();
      case 'webhook-changed':
        return this.#changeWebhook();
      case 'permission-removed':
        return this.#removePermission();
      case 'number-unregistered':
        return this.#unregister();
    }
  }

  /** Twilio accepts the new token alone, so that any call that succeeds was made with it. */
  #revokeToken(): Broken {
    const { twilio, traffic, place } = this.#view;
    const next = randomBytes(16).toString('hex');
    const before = twilio.rotateAuthToken(place.accountSid, next);
    const since = Date.now();
    const isOk = (status: number): boolean => status >= 200 && status < 300;
    return {
      value: next,
      takeBack: () => void twilio.rotateAuthToken(place.accountSid, before),
      isRepaired: () =>
        traffic.exchanges.some(
          ({ service, path, status, at }) =>
            service === 'twilio' && at >= since && isOk(status) && path.includes(place.accountSid),
        ),
    };
  }

  #changeWebhook(): Broken {
    const { twilio } = this.#view;
    const { phoneNumber, smsUrl, smsFallbackUrl } = this.#number();
    twilio.changeNumber(phoneNumber, { smsUrl: ELSEWHERE, smsFallbackUrl: '' });
    this.#texted = phoneNumber;
    return {
      value: null,
      takeBack: () => twilio.changeNumber(phoneNumber, { smsUrl, smsFallbackUrl }),
      isRepaired: () => twilio.number(phoneNumber).smsUrl !== ELSEWHERE,
    };
  }

  /** An admin who allows the app on Intercom's page gives it every permission that it asks for. */
  #removePermission(): Broken {
    const { intercom, place } = this.#view;
    const workspace = intercom.workspace(place.workspaceId);
    workspace.withdrawPermission(PERMISSION);
    let isGiven = false;
    const stop = intercom.on(({ kind, workspaceId }) => {
      if (kind !== 'app.allowed' || workspaceId !== place.workspaceId) return;
      isGiven = true;
      workspace.restorePermission(PERMISSION);
      stop();
    });
    return {
      value: null,
      takeBack() {
        stop();
        workspace.restorePermission(PERMISSION);
      },
      isRepaired: () => isGiven,
    };
  }

  #unregister(): Broken {
    const { twilio } = this.#view;
    const { phoneNumber } = this.#number();
    twilio.register(phoneNumber, { status: 'NONE' });
    return {
      value: null,
      takeBack: () => twilio.register(phoneNumber, { status: 'VERIFIED' }),
      isRepaired: () => twilio.number(phoneNumber).isRegistered,
    };
  }

  /** The number that customers text. */
  #number() {
    return this.#view.twilio.number(this.texted ?? ourNumber(this.#view));
  }
}
