const sideFolders =
  /(?:^|\/)(?:\.[^/]+|tests?|fixtures?|testdata|docs?|examples?|samples?|archive|backup|old|vendor)\//i;

/** True for a path (POSIX, relative to the project) in a folder of tests, documentation or the like: not for the server. */
export function isSidePath(path: string): boolean {
  return sideFolders.test(path);
}
