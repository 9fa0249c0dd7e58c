import { defineConfig } from 'vitest/config'

const minute = 60_000
const inBrowser = 'apps/web/src/**/*.browser.test.ts'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['packages/**/src/**/*.test.ts', 'apps/**/src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: [inBrowser],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [inBrowser],
          // One district for the whole run: its past takes as long to play as all tests together.
          globalSetup: 'apps/web/src/browser-test/district.ts',
          setupFiles: 'apps/web/src/browser-test/ending.ts',
          // What passes only at the second try is told at the end (docs/decisions/0077-browser-tests-twice.md).
          retry: 1,
          expect: { poll: { timeout: minute } },
        },
      },
    ],
    // One process per file: a test that kills its database or leaks memory takes nobody with it.
    pool: 'forks',
    // A file with PGlite holds 0.3 to 1 GB; more than two at once only makes a small machine swap.
    maxWorkers: 2,
    // Nothing sleeps in tests, so a long limit costs nothing; machines are shared and may be ten times slower than ours.
    testTimeout: 5 * minute,
    hookTimeout: 5 * minute,
    teardownTimeout: minute,
    reporters: ['default', './tools/closing-line.ts'],
    coverage: {
      include: ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts'],
      exclude: ['**/*.test.ts'],
      // The table would print after the reporters and hide the closing line, so it goes to a file.
      reporter: [['text', { file: 'coverage.txt' }]],
    },
  },
})
