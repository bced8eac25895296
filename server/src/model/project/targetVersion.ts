import { newestServerVersion, parseServerVersion, type ServerVersion } from '../../data/versions';

/** The Infrahub version that is checked against. */
export interface TargetVersion {
  readonly version: ServerVersion;
  /** Where it comes from, as a phrase for people. */
  readonly source: string;
  /** True when it was read from a lock or compose file: findings that depend on it are at most warnings. */
  readonly inferred: boolean;
}

/** A version somebody asks for, with where. */
export interface WantedVersion {
  readonly version: string;
  readonly source: string;
}

/** The first usable of the versions asked for; else what `inferred` found; else the newest known. */
export function resolveTargetVersion(
  wanted: readonly (WantedVersion | undefined)[],
  inferred: () => WantedVersion | undefined,
): TargetVersion {
  for (const candidate of wanted) {
    const version = candidate && parseServerVersion(candidate.version);
    if (candidate && version) return { version, source: candidate.source, inferred: false };
  }
  const found = inferred();
  const version = found && parseServerVersion(found.version);
  if (found && version) return { version, source: found.source, inferred: true };
  return { version: newestServerVersion, source: 'newest known', inferred: false };
}
