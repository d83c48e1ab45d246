import awscdk from 'eslint-plugin-awscdk';
import tseslint from 'typescript-eslint';

// rooms stay small: a file over 400 lines is two nouns in one folder
const rooms = {
  'max-lines': ['error', { max: 400 }],
  'max-len': ['error', { code: 150, ignoreUrls: true, ignoreTemplateLiterals: true, ignoreStrings: true, ignoreRegExpLiterals: true }],
  'quotes': ['error', 'single', { avoidEscape: true }],
  'semi': ['error', 'always'],
  'comma-dangle': ['error', 'always-multiline'],
  'indent': 'off',
  'no-trailing-spaces': 'error',
  'eol-last': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  'no-empty': ['error', { allowEmptyCatch: false }],
};

export default tseslint.config(
  { ignores: ['**/*.js', '**/*.cjs', '**/*.d.ts', '**/*.snapshot/**', '**/dist/**', '**/cdk.out/**', 'src/**/*-function.ts', 'lib/**', 'assets/**',
    'coverage/**', '.cache/**', '**/cdk-integ.out*/**'] },
  ...tseslint.configs.recommended,
  { files: ['**/*.ts', '**/*.mjs'], rules: rooms, linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'integ/**/*.ts', 'examples/**/*.ts'],
    extends: [awscdk.configs.recommended],
    rules: { 'awscdk/no-construct-in-public-property-of-construct': 'off', 'awscdk/no-construct-in-interface': 'off' },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
);
