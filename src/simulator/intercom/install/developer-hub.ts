// What Intercom's Developer Hub knows of the app: its name and secret, and the addresses that it gave.

export interface AppAddresses {
  /** Where `/canvas/initialize` and `/canvas/submit` are: the service's address, with or without `/canvas`. */
  canvasUrl?: string;
  /** Told of every uninstallation. */
  uninstallUrl?: string;
  /** Where an admin may be sent back to; the first is used where a request names none. */
  redirectUrls?: readonly string[];
}

export class DeveloperHub {
  readonly clientId: string;
  readonly clientSecret: string;
  /** As the OAuth pages call the app. */
  readonly appName: string;
  #addresses: AppAddresses;

  constructor(app: { clientId: string; clientSecret: string; appName?: string } & AppAddresses) {
    const { clientId, clientSecret, appName = 'Threadwire', ...addresses } = app;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.appName = appName;
    this.#addresses = addresses;
  }

  /** What is absent stays as it is. */
  configure(addresses: AppAddresses): void {
    this.#addresses = { ...this.#addresses, ...addresses };
  }

  get redirectUrls(): readonly string[] {
    return this.#addresses.redirectUrls ?? [];
  }

  get uninstallUrl(): string | undefined {
    return this.#addresses.uninstallUrl;
  }

  canvasUrl(): string {
    const { canvasUrl } = this.#addresses;
    if (canvasUrl === undefined) throw new Error('the panel has no URL yet');
    return `${canvasUrl.replace(/(\/canvas)?\/?$/, '')}/canvas`;
  }
}
