import { parse } from 'smol-toml';
import * as z from 'zod';

/** What `infrahubctl.toml` says, the file that infrahubctl reads where it is started, or where `INFRAHUBCTL_CONFIG` points. */
export interface InfrahubctlConfig {
  readonly address: string | undefined;
  /** Goes to this address and nowhere else. */
  readonly token: string | undefined;
  /** What `default_branch` says. */
  readonly branch: string | undefined;
}

/** Larger ones are none. */
export const maxConfigBytes = 100_000;

const configSchema = z.object({
  server_address: z.string().optional(),
  infrahub_address: z.string().optional(),
  api_token: z.string().optional(),
  default_branch: z.string().optional(),
});

/** Undefined when the text is no such file; why is not told, because a reason would quote the line with the token. */
export function parseInfrahubctlConfig(text: string): InfrahubctlConfig | undefined {
  try {
    const { server_address, infrahub_address, api_token, default_branch } = configSchema.parse(parse(text));
    const address = server_address ?? infrahub_address;
    return { address, token: api_token || undefined, branch: default_branch || undefined };
  } catch {
    return undefined;
  }
}
