import type { Server } from '../connection/servers';

export interface InfrahubctlWay {
  readonly server: Server;
  readonly token: string;
  /** A path at which there is no file. */
  readonly noFile: string;
}

/**
 * What makes infrahubctl talk to this server with this token. Its file `infrahubctl.toml` beats the environment (seen with
 * 1.23.2: `Settings(**file)`), so a file in the folder it runs in could send the token elsewhere: it is kept from reading
 * any. A token that is given beats user name and password of the environment.
 */
export function infrahubctlEnvironment({ server, token, noFile }: InfrahubctlWay): Record<string, string> {
  const { address, caFile, insecure } = server;
  return {
    INFRAHUB_ADDRESS: address.base,
    INFRAHUB_API_TOKEN: token,
    INFRAHUBCTL_CONFIG: noFile,
    INFRAHUB_TLS_INSECURE: String(insecure),
    ...(caFile === undefined ? {} : { INFRAHUB_TLS_CA_FILE: caFile }),
    // Rich wraps at 80 columns where it knows no better (facts 8).
    COLUMNS: '200',
  };
}
