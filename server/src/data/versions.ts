/** An Infrahub server version this product knows, major and minor part. */
export type ServerVersion = '1.2' | '1.3' | '1.4' | '1.5' | '1.6' | '1.7' | '1.8' | '1.9' | '1.10' | '1.11';

/** All known server versions, oldest first. */
export const serverVersions: readonly ServerVersion[] = [
  '1.2',
  '1.3',
  '1.4',
  '1.5',
  '1.6',
  '1.7',
  '1.8',
  '1.9',
  '1.10',
  '1.11',
];

/** The newest known server version: the target when nothing says otherwise. */
export const newestServerVersion: ServerVersion = '1.11';

/**
 * First SDK minor version whose models belong to a server version (facts/versions/infrahub-yml-diff.md).
 * No server bundles SDK 1.16 or 1.21: they count for the server before them, whose model they share.
 */
const sdkMinors: readonly (readonly [sdkMinor: number, server: ServerVersion])[] = [
  [12, '1.2'],
  [13, '1.3'],
  [14, '1.4'],
  [15, '1.5'],
  [17, '1.6'],
  [18, '1.7'],
  [19, '1.8'],
  [20, '1.9'],
  [22, '1.10'],
  [23, '1.11'],
];

const newestSdkMinor = 23;

/** Versions of the SDK that servers bundle, oldest first. */
export const sdkVersions: readonly string[] = sdkMinors.map(([minor]) => `1.${minor}`);

/** Minor number of a version text (`1.11`, `1.11.9`, `v1.10.0`, `1.11.0rc1`), or undefined when it is not one. */
function minorOf(text: string): number | undefined {
  const match = /^v?1\.(\d{1,4})(?:\.\d{1,6})?(?:[-+.]?[a-z][\w.+-]{0,40})?$/i.exec(text.trim());
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/**
 * Reads a server version as people and servers write it: `1.11`, `1.11.9`, `v1.10.0`, `1.11.0rc1`.
 * @returns the known version it belongs to, undefined for other text and for versions outside the known range
 */
export function parseServerVersion(text: string): ServerVersion | undefined {
  const minor = minorOf(text);
  return serverVersions.find((version) => version === `1.${minor}`);
}

const minorNumber = (version: ServerVersion): number => Number(version.slice('1.'.length));

/** Orders two versions: negative when `a` is older, 0 when equal, positive when `a` is newer. */
export function compareServerVersions(a: ServerVersion, b: ServerVersion): number {
  return minorNumber(a) - minorNumber(b);
}

/**
 * The server version whose bundled models match an `infrahub-sdk` version such as `1.23.2`.
 * @returns undefined for text that is no version and for SDKs outside the known range
 */
export function sdkToServerVersion(sdk: string): ServerVersion | undefined {
  const minor = minorOf(sdk);
  if (minor === undefined || minor > newestSdkMinor) return undefined;
  return sdkMinors.findLast(([from]) => from <= minor)?.[1];
}
