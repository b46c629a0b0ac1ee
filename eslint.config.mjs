import tseslint from 'typescript-eslint'
import { engineBans } from './.ci/support/engine-bans.mjs'

/** Everything of the engine that must be deterministic and must run anywhere. */
const ENGINE = ['engine/**/*.ts']
const PLATFORM = ['engine/adapters/**', 'engine/worker/**']

const style = {
  'arrow-parens': ['error', 'always'],
  'comma-dangle': ['error', 'always-multiline'],
  'eol-last': 'error',
  'max-len': ['error', { code: 120, comments: 140, ignoreUrls: true, ignoreTemplateLiterals: true, ignoreStrings: true }],
  'no-trailing-spaces': 'error',
  quotes: ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
  semi: ['error', 'never', { beforeStatementContinuationChars: 'any' }],
}

const sense = {
  eqeqeq: 'error',
  'no-debugger': 'error',
  'no-fallthrough': 'error',
  'no-self-compare': 'error',
  'no-unreachable': 'error',
  'no-var': 'error',
  'prefer-const': ['error', { destructuring: 'all' }],
}

export default tseslint.config(
  { ignores: ['node_modules/', '.next/', 'out/', '.cache/', 'next-env.d.ts', 'public/', '**/fixtures/**', 'test-results/'] },
  {
    files: ['**/*.{ts,tsx,mjs,cjs,js}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...style, ...sense },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/triple-slash-reference': ['error', { lib: 'never', path: 'never', types: 'never' }],
    },
  },
  {
    files: ENGINE,
    rules: {
      'max-lines-per-function': ['error', { max: 70 }],
      // The page shows the value of a name wherever it stands in a method.
      '@typescript-eslint/no-shadow': 'error',
    },
  },
  {
    files: ENGINE,
    ignores: PLATFORM,
    linterOptions: { noInlineConfig: true },
    rules: engineBans(),
  },
  {
    // The one file that may turn text into bytes with the platform's own tools.
    files: ['engine/kernel/Utf8.ts'],
    rules: engineBans({ except: ['TextEncoder', 'TextDecoder'] }),
  },
)
