// The app as the Developer Hub has it: its name and secret, and its addresses.

export interface AppAddresses {
  /** Where `/canvas/initialize` and `/canvas/submit` are: the service's address, with or without `/canvas`. */
  canvasUrl?: string;
  /** Told of every uninstallation. */
  uninstallUrl?: string;
  /** Redirect URLs; the first is used where a request names none. */
  redirectUrls?: readonly string[];
  /** The page that shows the pretend inbox. Intercom's own pages lead there. */
  inboxUrl?: string;
}

export class DeveloperHub {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The app's name on the OAuth pages. */
  readonly appName: string;
  #addresses: AppAddresses;

  constructor(app: { clientId: string; clientSecret: string; appName?: string } & AppAddresses) {
    const { clientId, clientSecret, appName = 'Threadwire', ...addresses } = app;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.appName = appName;
    this.#addresses = addresses;
  }

  /** Absent fields stay as they are. */
  configure(addresses: AppAddresses): void {
    this.#addresses = { ...this.#addresses, ...addresses };
  }

  get redirectUrls(): readonly string[] {
    return this.#addresses.redirectUrls ?? [];
  }

  get inboxUrl(): string | undefined {
    return this.#addresses.inboxUrl;
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
