// Lint rules. Two programs: what Node runs (service, scripts), and the components, which bring Salesforce's own rules.
import js from '@eslint/js';
import lwcPlatform from '@lwc/eslint-plugin-lwc-platform';
import slds from '@salesforce-ux/eslint-plugin-slds';
// A CommonJS package without an "exports" map: its ".js" ending is needed from here.
import lwcRecommended from '@salesforce/eslint-config-lwc/recommended-ts.js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const LWC = 'force-app/main/default/lwc';

/** Ours, in both programs. */
const house = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // Numbers and ids are what our messages are made of.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  'no-empty': ['error', { allowEmptyCatch: false }],
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  eqeqeq: 'error',
};

export default defineConfig([
  // The stubs of platform modules are written with decorators, which only the LWC compiler reads.
  globalIgnores(['**/node_modules/', '**/.data/', 'build/', 'coverage/', 'scripts/components/jest/lightning/']),
  {
    name: 'service and scripts',
    files: ['**/*.ts'],
    ignores: [`${LWC}/**`, 'types/**'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: house,
  },
  {
    name: 'tests of service and scripts',
    files: ['**/*.test.ts', '**/test/**/*.ts'],
    ignores: [`${LWC}/**`],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // A test says which shape it expects of a JSON answer.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'max-lines': 'off',
    },
  },
  {
    name: 'components',
    files: [`${LWC}/**/*.ts`],
    extends: [lwcRecommended, lwcPlatform.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: [`./${LWC}/tsconfig.json`], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...house,
      // Reads comments where Babel puts them and crashes under this parser. About Mobile Offline only.
      '@lwc/lwc-platform/valid-offline-wire': 'off',
      // The compiler resolves modules; this plugin cannot see lightning/* and @salesforce/*.
      'import/no-unresolved': 'off',
      'import/named': 'off',
      'import/namespace': 'off',
      'import/default': 'off',
      // `import type` beside a value import of the same module is what verbatimModuleSyntax asks for.
      'no-duplicate-imports': 'off',
      'no-undef': 'off',
      'no-unused-vars': 'off',
      // `void promise` is how no-floating-promises is told that nobody waits.
      'no-void': ['error', { allowAsStatement: true }],
      '@lwc/lwc/no-unknown-wire-adapters': [
        'error',
        {
          adapters: [
            { module: 'lightning/graphql', identifier: 'graphql' },
            { module: 'lightning/uiRecordApi', identifier: 'getRecord' },
            { module: 'lightning/uiObjectInfoApi', identifier: 'getObjectInfo' },
            { module: 'lightning/navigation', identifier: 'CurrentPageReference' },
          ],
        },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // A component class without members still has its template.
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    name: 'the search that waits while somebody types, and the table that draws a page a frame',
    files: [`${LWC}/signalFilters/signalFilters.ts`, `${LWC}/signalTable/**/*.ts`],
    // Timer and frame are cleared with the component.
    rules: { '@lwc/lwc/no-async-operation': 'off' },
  },
  {
    name: 'typings of platform modules',
    files: ['types/**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: [`./${LWC}/tsconfig.json`], tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...house,
      // A class with a static `open` only, and imports that bring declarations, are what is being described.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    name: 'component tests',
    files: [`${LWC}/**/__tests__/**/*.ts`],
    rules: {
      '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'max-lines': 'off',
    },
  },
  {
    name: 'templates and styles of components',
    files: [`${LWC}/**/*.{css,html}`],
    extends: [slds.configs['flat/recommended']],
  },
]);
