// Component tests (sfdx-lwc-jest). Every other test is vitest's; see vitest.config.ts.
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

module.exports = {
  ...jestConfig,
  roots: ['<rootDir>/force-app'],
  // Looking for accessibility problems takes seconds on a busy machine.
  testTimeout: 60_000,
  testMatch: ['**/__tests__/**/*.test.ts'],
  setupFiles: ['<rootDir>/scripts/components/jest/labels.cjs'],
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/scripts/components/jest/matchers.cjs'],
  // Where the official stubs lack what we assert on; see each file.
  moduleNameMapper: {
    '^lightning/(graphql|modal|navigation|pageReferenceUtils)$': '<rootDir>/scripts/components/jest/lightning/$1.js',
  },
};
