/** Where an Infrahub answers. */
export interface ServerAddress {
  /** Scheme, host and port: what a token is bound to. */
  readonly origin: string;
  /** Everything that paths are appended to, without a slash at its end. */
  readonly base: string;
  /** The host is this machine. */
  readonly isLoopback: boolean;
  /** `https`. */
  readonly isEncrypted: boolean;
}

export type ReadAddress =
  | { readonly ok: true; readonly address: ServerAddress }
  | { readonly ok: false; readonly reason: string };

/** Reads the address of a server as people write it; a reason is a sentence without the address. */
export function readAddress(text: string): ReadAddress {
  const url = parseUrl(text.trim());
  if (!url) return { ok: false, reason: 'The address is no URL such as https://infrahub.example.com.' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { ok: false, reason: 'The address must begin with http:// or https://.' };
  }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, reason: 'The address must not contain a user name or a password.' };
  }
  const base = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  const isLoopback = loopback.test(url.hostname);
  return { ok: true, address: { origin: url.origin, base, isLoopback, isEncrypted: url.protocol === 'https:' } };
}

const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** A token sent to this address can be read on its way: plain http that leaves the machine. */
export function isReadableOnTheWay({ isEncrypted, isLoopback }: ServerAddress): boolean {
  return !isEncrypted && !isLoopback;
}

/**
 * The GraphQL endpoint of a branch; without a branch that of the default one (facts 4). Undefined for a name that
 * would lead to another path.
 */
export function graphqlUrl({ base }: ServerAddress, branch?: string): string | undefined {
  if (branch === undefined) return `${base}/graphql`;
  const segments = branch.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return undefined;
  return `${base}/graphql/${segments.map(encodeURIComponent).join('/')}`;
}
