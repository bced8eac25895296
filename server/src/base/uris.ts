import { URI, Utils } from 'vscode-uri';

/** The one spelling under which a file is known: lower-case drive letter, VS Code's own escapes. */
export function canonicalUri(uri: string): string {
  return URI.parse(uri).toString();
}

/** The address of `path` (POSIX, relative) below the folder `root`; `..` and `.` are resolved. Never throws. */
export function joinUri(root: string, path: string): string {
  // Half a surrogate pair cannot be written in an address.
  const wellFormed = path.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  return Utils.joinPath(URI.parse(root), ...wellFormed.split('/').filter(Boolean)).toString();
}

/** The folder that holds `uri`. */
export function parentUri(uri: string): string {
  return Utils.dirname(URI.parse(uri)).toString();
}

/** The last segment of the path of `uri`, decoded. */
export function baseName(uri: string): string {
  return Utils.basename(URI.parse(uri));
}

/** True when `uri` lies below the folder `root` (not when it is the folder itself). */
export function isBelow(root: string, uri: string): boolean {
  return uri.startsWith(root.endsWith('/') ? root : `${root}/`);
}

/** The decoded POSIX path of `uri` relative to the folder `root`; undefined when it is not below it. */
export function relativePath(root: string, uri: string): string | undefined {
  if (!isBelow(root, uri)) return undefined;
  const from = root.endsWith('/') ? root.length : root.length + 1;
  try {
    return decodeURIComponent(uri.slice(from));
  } catch {
    return undefined;
  }
}

/** The address of a system path of either flavour, whatever the system this runs on: `C:\repo`, `/repo`. */
export function pathUri(path: string): string {
  const isWindows = /^[a-z]:[\\/]|^\\\\/i.test(path);
  return URI.file(isWindows ? path.replaceAll('\\', '/') : path).toString();
}
