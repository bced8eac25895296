import { parseArgs } from 'node:util';
import { parseServerVersion, serverVersions } from '../data/versions';
import { profiles, type Profile } from '../settings';
import { UsageError } from './usageError';

export const formats = ['pretty', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

/** What `check` was asked to do. */
export interface CheckOptions {
  /** Files or folders; the current folder when none is named. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly fix: boolean;
  readonly profile: Profile | undefined;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  /** Only files that differ from this commit. */
  readonly since: string | undefined;
  readonly serverVersion: string | undefined;
  /** Errors only, and no summary. */
  readonly quiet: boolean;
}

export const checkUsage = `usage: infrahub-cascade check [PATH…] [options]

  --format ${formats.join('|')}   how findings are printed (default: pretty)
  --fix                             apply the fixes that cannot change what runs on a server
  --profile ${profiles.join('|')}         which findings are reported (default: recommended)
  --baseline FILE                   leave out the findings that FILE lists
  --write-baseline FILE             write all present findings to FILE
  --since REF                       only files that differ from the git commit REF
  --server-version ${serverVersions.at(-1)}             the Infrahub version to check against
  --quiet                           print errors only

Exit code: 0 nothing of error level, 1 errors, 2 wrong usage or an internal error.
`;

/** Reads the arguments behind `check`; throws `UsageError` with a sentence that says what is wrong. */
export function parseCheckOptions(args: readonly string[]): CheckOptions {
  const { values, positionals } = parse(args);
  const { format = 'pretty', profile, baseline, since } = values;
  const serverVersion = values['server-version'];
  const writeBaseline = values['write-baseline'];
  if (!isOneOf(format, formats))
    throw new UsageError(`--format must be one of ${formats.join(', ')}, not '${format}'.`);
  if (profile !== undefined && !isOneOf(profile, profiles)) {
    throw new UsageError(`--profile must be one of ${profiles.join(', ')}, not '${profile}'.`);
  }
  if (serverVersion !== undefined && !parseServerVersion(serverVersion)) {
    throw new UsageError(`--server-version must be one of ${serverVersions.join(', ')}, not '${serverVersion}'.`);
  }
  if (baseline !== undefined && writeBaseline !== undefined) {
    throw new UsageError('--baseline and --write-baseline exclude each other.');
  }
  if (since?.startsWith('-')) throw new UsageError(`--since needs a git commit, not '${since}'.`);
  const paths = positionals.length > 0 ? positionals : ['.'];
  const { fix = false, quiet = false } = values;
  return { paths, format, fix, profile, baseline, writeBaseline, since, serverVersion, quiet };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        fix: { type: 'boolean' },
        profile: { type: 'string' },
        baseline: { type: 'string' },
        'write-baseline': { type: 'string' },
        since: { type: 'string' },
        'server-version': { type: 'string' },
        quiet: { type: 'boolean' },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason}\n\n${checkUsage}`);
  }
}

function isOneOf<T extends string>(value: string, allowed: readonly T[]): value is T {
  return (allowed as readonly string[]).includes(value);
}
