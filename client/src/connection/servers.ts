import { serverSettingSchema } from '../../../server/src/settings';
import { readAddress, type ServerAddress } from '../../../server/src/infrahub/address';

/** Who said that there is a server: the user, the files of the workspace, or the environment of VS Code. */
export type ServerSource = 'user' | 'workspace' | 'environment';

/** An Infrahub that can be talked to. */
export interface Server {
  readonly name: string;
  readonly address: ServerAddress;
  /** Where its web interface is, when that is another address. */
  readonly webAddress?: string;
  /** A file with certificates of a private authority. */
  readonly caFile?: string;
  /** Its certificate is not checked. */
  readonly insecure: boolean;
  readonly source: ServerSource;
}

/** Values of the setting `infrahubCascade.servers` by where they come from, as VS Code gives them. */
export interface ServerSettings {
  readonly user?: unknown;
  /** Beats the user's. */
  readonly workspace?: unknown;
}

/** What is used of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface KnownServers {
  readonly servers: readonly Server[];
  /** A sentence for each entry that cannot be used; none of them holds its address. */
  readonly problems: readonly string[];
}

/** The servers of the settings, and that of `INFRAHUB_ADDRESS` when no setting has its origin. */
export function knownServers({ user, workspace }: ServerSettings, env: Environment): KnownServers {
  const source = workspace === undefined ? 'user' : 'workspace';
  const entries = workspace ?? user ?? [];
  const servers: Server[] = [];
  const problems: string[] = [];
  for (const [index, entry] of (Array.isArray(entries) ? entries : []).entries()) {
    const parsed = serverSettingSchema.safeParse(entry);
    const read = parsed.success ? readAddress(parsed.data.address) : undefined;
    if (parsed.success && read?.ok) {
      const { name, webAddress, caFile, insecure = false } = parsed.data;
      servers.push({ name: name || read.address.origin, address: read.address, webAddress, caFile, insecure, source });
    } else {
      const reason = read && !read.ok ? read.reason : 'It needs a name and an address, both as text.';
      problems.push(`infrahubCascade.servers, entry ${index + 1}: ${reason}`);
    }
  }
  const fromEnvironment = environmentServer(env);
  if (typeof fromEnvironment === 'string') problems.push(fromEnvironment);
  else if (fromEnvironment && !servers.some(({ address }) => address.origin === fromEnvironment.address.origin)) {
    servers.push(fromEnvironment);
  }
  return { servers, problems };
}

function environmentServer(env: Environment): Server | string | undefined {
  const text = env['INFRAHUB_ADDRESS'];
  if (!text) return undefined;
  const read = readAddress(text);
  if (!read.ok) return `INFRAHUB_ADDRESS: ${read.reason}`;
  const caFile = env['INFRAHUB_TLS_CA_FILE'] || undefined;
  const insecure = /^(1|true|yes|on)$/i.test(env['INFRAHUB_TLS_INSECURE'] ?? '');
  return { name: 'INFRAHUB_ADDRESS', address: read.address, caFile, insecure, source: 'environment' };
}
