import { defineConfig } from 'vitest/config';
import { hostSupported } from './scripts/vscode-host.mjs';

/** One project per kind of run, so that `--project` chooses: `unit` is what a plain change needs. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{e2e,corpus,package,infrahub,thorough,bench}/**'],
          // No module keeps state, so files share what one of them has loaded: half of the time was loading.
          isolate: false,
          // By default one processor is left idle, which of two is half of them.
          maxWorkers: '100%',
          // Long on purpose: on a busy machine time says nothing about the code.
          testTimeout: 30_000,
        },
      },
      // What takes too long for every change.
      { test: { name: 'thorough', include: ['test/thorough/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { name: 'corpus', include: ['test/corpus/**/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          // Against a real server: `npm run test:infrahub` starts one.
          name: 'infrahub',
          include: ['test/infrahub/*.test.ts'],
          fileParallelism: false,
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
        },
      },
      {
        test: {
          // What our rule pages say about the server: `npm run test:infrahub -- --facts`.
          name: 'facts',
          include: ['test/infrahub/facts/*.test.ts'],
          fileParallelism: false,
          testTimeout: 900_000,
          hookTimeout: 1_800_000,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          // Elsewhere `npm start` opens the desktop's editor, which no test can look into.
          exclude: hostSupported() ? [] : ['test/package/start.test.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
