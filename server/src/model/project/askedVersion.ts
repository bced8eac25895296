import { sdkToServerVersion } from '../../data/versions';
import { projectSettingsFileName, type ProjectSettings } from '../../settings';
import type { ServerKnowledge } from './serverKnowledge';
import { inferredVersion } from './inferredVersion';
import { resolveTargetVersion, type TargetVersion } from './targetVersion';

/** Infrahub versions asked for from outside the repository; the command line beats everything else. */
export interface WantedVersions {
  readonly commandLine?: string;
  readonly setting?: string;
}

/** The same, with what is known of a server. */
interface AskedVersions extends WantedVersions {
  readonly server?: ServerKnowledge | undefined;
}

/**
 * The version that counts: asked for on the command line or in the repository's own file, that of the server, asked for by
 * a setting, else inferred.
 */
export function askedTargetVersion(
  { commandLine, setting, server }: AskedVersions,
  own: ProjectSettings,
  textAt: (path: string) => string | undefined,
): TargetVersion {
  // An SDK counts for the server that bundles it.
  const bySdk = own.sdk_version === undefined ? undefined : sdkToServerVersion(own.sdk_version);
  const inFile = own.server_version;
  const asked = [
    commandLine === undefined ? undefined : { version: commandLine, source: 'command line' },
    inFile === undefined ? undefined : { version: inFile, source: projectSettingsFileName },
    bySdk && { version: bySdk, source: projectSettingsFileName },
    server && { version: server.knowledge.version, source: server.source },
    setting ? { version: setting, source: 'setting' } : undefined,
  ];
  return resolveTargetVersion(asked, () => inferredVersion(textAt));
}
