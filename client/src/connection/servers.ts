import { readAddress, type ServerAddress } from '../../../server/src/infrahub/address';
import { plainText } from '../../../server/src/infrahub/plainText';
import { infrahubProxy, isTrue } from '../../../server/src/infrahub/proxy';
import { serverSettingSchema } from '../../../server/src/settings';
import { infrahubctlFileName, type InfrahubctlFile } from './infrahubctlFiles';

/** Who said that there is a server: the user, the files of the workspace, or the environment of VS Code. */
export type ServerSource = 'user' | 'workspace' | 'environment';

/** An Infrahub that can be talked to. */
export interface Server {
  /** Plain text: what a workspace writes there is shown in questions and notifications. */
  readonly name: string;
  readonly address: ServerAddress;
  /** Where its web interface is, when that is another address. */
  readonly webAddress?: string;
  /** A file with certificates of a private authority. */
  readonly caFile?: string;
  /** Who names that file: the setting, or `INFRAHUB_TLS_CA_FILE`. */
  readonly caFileFrom?: 'settings' | 'environment';
  /** Its certificate is not checked. */
  readonly insecure: boolean;
  readonly source: ServerSource;
  /** The branch that `INFRAHUB_DEFAULT_BRANCH` or a file of infrahubctl names together with the server. */
  readonly branch?: string;
  /** Named by a file of infrahubctl. */
  readonly isFromFile?: boolean;
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

/** What tells one server from another: of two entries of one address only one may be checked. */
export function serverKey({ address, caFile, insecure }: Server): string {
  return JSON.stringify([address.base, caFile ?? '', insecure]);
}

/** The server of a key that a command was told; undefined when it is known no more, or the command was told none. */
export function serverOfKey(servers: readonly Server[], key: unknown): Server | undefined {
  return servers.find((server) => serverKey(server) === key);
}

/**
 * The servers of the settings, that of `INFRAHUB_ADDRESS` and those of files of infrahubctl, each as long as none before
 * it has its address.
 */
export function knownServers(
  { user, workspace }: ServerSettings,
  env: Environment,
  files: readonly InfrahubctlFile[] = [],
): KnownServers {
  const source = workspace === undefined ? 'user' : 'workspace';
  const entries = workspace ?? user ?? [];
  const found: (Server | string)[] = (Array.isArray(entries) ? entries : []).map((entry, index) =>
    settingsServer(entry, { index, source, env }),
  );
  const fromEnvironment = environmentServer(env);
  if (fromEnvironment !== undefined) found.push(fromEnvironment);
  for (const file of files) {
    const ofFile = fileServer(file, env);
    if (ofFile !== undefined) found.push(ofFile);
  }
  const servers: Server[] = [];
  for (const server of found.filter((each) => typeof each !== 'string')) {
    const isListed = server.source === 'user' || (server.source === 'workspace' && !server.isFromFile);
    if (isListed || servers.every(({ address }) => address.base !== server.address.base)) servers.push(server);
  }
  return { servers, problems: found.filter((each) => typeof each === 'string') };
}

/**
 * The proxy that the variables of Infrahub name, for what belongs to the environment: its server, those of files of
 * infrahubctl, and everything else at its origin. Any other proxy is VS Code's own affair.
 */
export function proxyOf({ address, source, isFromFile }: Server, env: Environment): string | undefined {
  const isOfEnvironment = source === 'environment' || isFromFile || isAtHome(address, env);
  return isOfEnvironment ? infrahubProxy(address, env) : undefined;
}

function isAtHome({ origin }: ServerAddress, env: Environment): boolean {
  const home = readAddress(env['INFRAHUB_ADDRESS'] ?? '');
  return home.ok && home.address.origin === origin;
}

interface EntryContext {
  readonly index: number;
  readonly source: ServerSource;
  readonly env: Environment;
}

function settingsServer(entry: unknown, { index, source, env }: EntryContext): Server | string {
  const parsed = serverSettingSchema.safeParse(entry);
  const read = parsed.success ? readAddress(parsed.data.address) : undefined;
  if (parsed.success && read?.ok) {
    const { name, webAddress, caFile, insecure } = parsed.data;
    const { address } = read;
    const hasOwnTls = caFile !== undefined || insecure !== undefined;
    const own = { caFile, ...(caFile && { caFileFrom: 'settings' as const }), insecure: insecure ?? false };
    const tls = !hasOwnTls && isAtHome(address, env) ? environmentTls(env) : own;
    return { name: plainText(name) || address.origin, address, webAddress, ...tls, source };
  }
  const reason = read && !read.ok ? read.reason : 'It needs a name and an address, both as text.';
  return `infrahubCascade.servers, entry ${index + 1}: ${reason}`;
}

function environmentServer(env: Environment): Server | string | undefined {
  const text = env['INFRAHUB_ADDRESS'];
  if (!text) return undefined;
  const read = readAddress(text);
  if (!read.ok) return `INFRAHUB_ADDRESS: ${read.reason}`;
  const branch = env['INFRAHUB_DEFAULT_BRANCH'] || undefined;
  const name = plainText(env['INFRAHUB_CASCADE_SERVER_NAME'] ?? '') || 'INFRAHUB_ADDRESS';
  return { name, address: read.address, ...environmentTls(env), branch, source: 'environment' };
}

/** infrahubctl takes certificates from the environment for the server of its file too. */
function fileServer({ config, isOfWorkspace }: InfrahubctlFile, env: Environment): Server | string | undefined {
  if (!config) return `${infrahubctlFileName}: It cannot be read.`;
  if (!config.address) return undefined;
  const read = readAddress(config.address);
  if (!read.ok) return `${infrahubctlFileName}: ${read.reason}`;
  const source = isOfWorkspace ? 'workspace' : 'environment';
  const { branch } = config;
  return { name: infrahubctlFileName, address: read.address, ...environmentTls(env), branch, source, isFromFile: true };
}

function environmentTls(env: Environment): Pick<Server, 'caFile' | 'caFileFrom' | 'insecure'> {
  const caFile = env['INFRAHUB_TLS_CA_FILE'] || undefined;
  return {
    caFile,
    ...(caFile && { caFileFrom: 'environment' as const }),
    insecure: isTrue(env['INFRAHUB_TLS_INSECURE']),
  };
}
