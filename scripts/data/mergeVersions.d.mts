/** See mergeVersions.mjs; only what the tests use. */
export function canonicalJson(value: unknown): string;
