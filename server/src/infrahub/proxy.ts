import type { ServerAddress } from './address';

type Environment = Readonly<Record<string, string | undefined>>;

/** `true` as Infrahub's SDK reads it from a variable. */
export function isTrue(text: string | undefined): boolean {
  return /^(1|true|yes|on|t|y)$/i.test(text ?? '');
}

/** The proxy that Infrahub's SDK would use: `INFRAHUB_PROXY`, or that of `INFRAHUB_PROXY_MOUNTS_HTTP` and `…_HTTPS`. */
export function infrahubProxy({ isEncrypted }: ServerAddress, env: Environment): string | undefined {
  const ofScheme = isEncrypted ? 'INFRAHUB_PROXY_MOUNTS_HTTPS' : 'INFRAHUB_PROXY_MOUNTS_HTTP';
  return env['INFRAHUB_PROXY'] || env[ofScheme] || undefined;
}

/** The same, else what every program may be told: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, unless `NO_PROXY` names the host. */
export function environmentProxy(address: ServerAddress, env: Environment): string | undefined {
  const ours = infrahubProxy(address, env);
  if (ours !== undefined) return ours;
  const value = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  if (isExcepted(new URL(address.base), value('NO_PROXY') ?? '')) return undefined;
  return value(address.isEncrypted ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? value('ALL_PROXY');
}

/** `NO_PROXY` lists hosts, each with all below it, perhaps with a port; `*` is every one. */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const wanted = port || (protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', ofPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (ofPort !== undefined && ofPort !== wanted) return false;
      return hostname === name || hostname.endsWith(`.${name}`);
    });
}
