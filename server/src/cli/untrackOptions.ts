import { parseArgs } from 'node:util';
import { UsageError } from './usageError';

/** What `untrack` was asked to do. */
export interface UntrackOptions {
  /** Undefined: what `INFRAHUB_ADDRESS` says. */
  readonly server: string | undefined;
  readonly branches: readonly string[];
  readonly allBranches: boolean;
  /** Kinds or generics; none: those that the repository and the server know as targets. */
  readonly kinds: readonly string[];
  /** Only what is there is shown. */
  readonly dryRun: boolean;
  /** No question is asked. */
  readonly yes: boolean;
  /** The variable that holds the token; undefined: `INFRAHUB_API_TOKEN`. */
  readonly tokenEnv: string | undefined;
  /** Undefined: what `INFRAHUB_TLS_CA_FILE` says. */
  readonly caFile: string | undefined;
  readonly insecure: boolean;
}

export const untrackUsage = `usage: infrahub-cascade untrack (--branch NAME… | --all-branches) [options]

Takes the targets of signals out of the tracking groups of the generators that signal them. A target that is still a
member is deleted by the next run that does not save it, also by the first run of code that was made safe. Run it in
the repository, so that objects which a generator creates itself are left alone.

  --server URL       the Infrahub to talk to (default: INFRAHUB_ADDRESS, else infrahubctl.toml)
  --branch NAME      look on this branch; may be repeated
  --all-branches     look on every branch
  --kind KIND        only objects of this kind, or of the kinds that inherit it; may be repeated
  --dry-run          show what is there and change nothing
  --yes              do not ask; needed for the default branch where nobody can be asked
  --token-env NAME   the environment variable that holds the token (default: INFRAHUB_API_TOKEN)
  --ca-file FILE     certificates of a private authority (default: INFRAHUB_TLS_CA_FILE)
  --insecure         accept any certificate (or INFRAHUB_TLS_INSECURE=true)

Proxies are those of INFRAHUB_PROXY, INFRAHUB_PROXY_MOUNTS_HTTP and _HTTPS, HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Without a
token, INFRAHUB_USERNAME and INFRAHUB_PASSWORD log in to the server of INFRAHUB_ADDRESS.

Exit code: 0 no such target is left, 1 some are or may be left, 2 wrong usage, no connection or an internal error.
`;

/** Reads the arguments behind `untrack`; throws `UsageError` with a sentence that says what is wrong. */
export function parseUntrackOptions(args: readonly string[]): UntrackOptions {
  const values = parse(args);
  const branches = values.branch ?? [];
  const allBranches = values['all-branches'] ?? false;
  if (allBranches && branches.length > 0) throw new UsageError('--branch and --all-branches exclude each other.');
  if (!allBranches && branches.length === 0)
    throw new UsageError('Name a branch with --branch, or say --all-branches.');
  const tokenEnv = values['token-env'];
  if (tokenEnv !== undefined && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(tokenEnv)) {
    // It may be the token itself: it is not repeated.
    throw new UsageError('--token-env needs the name of an environment variable, never the token itself.');
  }
  return {
    server: values.server,
    branches: [...new Set(branches)],
    allBranches,
    kinds: [...new Set(values.kind)],
    dryRun: values['dry-run'] ?? false,
    yes: values.yes ?? false,
    tokenEnv,
    caFile: values['ca-file'],
    insecure: values.insecure ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        server: { type: 'string' },
        branch: { type: 'string', multiple: true },
        'all-branches': { type: 'boolean' },
        kind: { type: 'string', multiple: true },
        'dry-run': { type: 'boolean' },
        yes: { type: 'boolean' },
        'token-env': { type: 'string' },
        'ca-file': { type: 'string' },
        insecure: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason}\n\n${untrackUsage}`);
  }
}
