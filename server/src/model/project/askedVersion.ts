import { sdkToServerVersion } from '../../data/versions';
import { projectSettingsFileName, type ProjectSettings } from '../../settings';
import { inferredVersion } from './inferredVersion';
import { resolveTargetVersion, type TargetVersion } from './targetVersion';

/** Infrahub versions asked for from outside the repository; the command line beats everything else. */
export interface WantedVersions {
  readonly commandLine?: string;
  readonly setting?: string;
}

/** The version that counts: asked for on the command line, in the repository's own file or by a setting, else inferred. */
export function askedTargetVersion(
  { commandLine, setting }: WantedVersions,
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
    setting ? { version: setting, source: 'setting' } : undefined,
  ];
  return resolveTargetVersion(asked, () => inferredVersion(textAt));
}
