import * as z from 'zod';
import { readAddress } from '../../../server/src/infrahub/address';
import type { Environment, Server } from './servers';

/** An entry of `infrahub-vscode.servers`, the setting of another extension for Infrahub. */
const entrySchema = z.object({
  name: z.string(),
  address: z.string(),
  api_token: z.string().optional(),
  tls_insecure: z.boolean().optional(),
});

/** A server of the other setting that is not known here yet. */
export interface Importable {
  readonly name: string;
  readonly address: string;
  /** What the token would be kept for. */
  readonly origin: string;
  readonly insecure: boolean;
  readonly token: string | undefined;
  readonly isOfWorkspace: boolean;
}

export interface ImportSettings {
  readonly user: unknown;
  readonly workspace: unknown;
}

/**
 * What can be taken over, and how many entries cannot be used. A variable of the environment in the place of a token
 * is looked up for entries of the user only: a workspace shall not choose what is read.
 */
export function importableServers(
  { user, workspace }: ImportSettings,
  known: readonly Server[],
  env: Environment,
): { readonly found: readonly Importable[]; readonly unusable: number } {
  const listed = new Set(known.filter(({ source }) => source !== 'environment').map(({ address }) => address.base));
  const found: Importable[] = [];
  let unusable = 0;
  for (const [isOfWorkspace, setting] of [[false, user] as const, [true, workspace] as const]) {
    for (const entry of Array.isArray(setting) ? setting : []) {
      const parsed = entrySchema.safeParse(entry);
      const read = parsed.success ? readAddress(parsed.data.address) : undefined;
      if (!parsed.success || !read?.ok) {
        unusable++;
        continue;
      }
      const { base, origin } = read.address;
      if (listed.has(base)) continue;
      listed.add(base);
      const { name, api_token, tls_insecure = false } = parsed.data;
      const token = tokenOf(api_token, isOfWorkspace ? {} : env);
      found.push({ name: name || origin, address: base, origin, insecure: tls_insecure, token, isOfWorkspace });
    }
  }
  return { found, unusable };
}

function tokenOf(text: string | undefined, env: Environment): string | undefined {
  const variable = /^\$\{env:([^}]+)\}$/.exec(text ?? '')?.[1];
  return (variable === undefined ? text : env[variable]) || undefined;
}
