// Bundles the extension, the language server and the command line with esbuild, and the extension-host tests.
//   --minify   as for a package: minified, no source maps, no tests
import { chmodSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The packages' ES module builds: their UMD builds defeat the bundler.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/**
 * Writes extension.js, server.js with languageServer.js, and cli.js with a bundle per command.
 * @param {{ outdir?: string, minify?: boolean }} options outdir is relative to the repository (default `dist`).
 * @returns {Promise<string[]>} the files that went in, relative to the repository
 */
export async function buildProduct({ outdir = 'dist', minify = false } = {}) {
  const options = { ...common, outdir, minify, sourcemap: !minify, metafile: true };
  const results = await Promise.all([
    build({ ...options, entryPoints: { extension: 'client/src/extension.ts' }, external: ['vscode'] }),
    build({
      ...options,
      // Entries of one build share nothing: each is complete by itself.
      entryPoints: {
        server: 'server/src/main.ts',
        languageServer: 'server/src/languageServer.ts',
        checkCommand: 'server/src/cli/checkCommand.ts',
        untrackCommand: 'server/src/cli/untrackCommand.ts',
      },
    }),
    build({
      ...options,
      entryPoints: { cli: 'server/src/cli.ts' },
      banner: { js: '#!/usr/bin/env node' },
    }),
  ]);
  const cli = join(root, outdir, 'cli.js');
  chmodSync(cli, 0o755);
  return results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

/** Writes the extension-host suites to dist/test. Mocha stays outside: runner and suites share one copy of it. */
async function buildTests() {
  const suites = readdirSync(join(root, 'test', 'e2e', 'suites'));
  await build({
    ...common,
    sourcemap: true,
    entryPoints: ['test/e2e/index.ts', ...suites.map((name) => `test/e2e/suites/${name}`)],
    entryNames: '[name]',
    outdir: 'dist/test',
    external: ['vscode', 'mocha'],
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const minify = process.argv.includes('--minify');
  await buildProduct({ minify });
  if (!minify) await buildTests();
}
