/**
 * The static checks, in the order of their speed. Each is one line of `npm run check` and one count of `npm test`.
 *
 * @typedef {object} Check
 * @property {string} name
 * @property {string} script   inside node_modules
 * @property {string[]} args
 * @property {string} todo     what to do when it is red
 */

/** @param {string} project @returns {Check} */
const typecheck = (project) => ({
  name: `types (${project})`,
  script: 'typescript/bin/tsc',
  args: ['-p', `tsconfig.${project}.json`],
  todo: `fix what is named above; \`npm run typecheck:${project}\` runs it alone.`,
});

/** @type {Check[]} */
export const checks = [
  {
    name: 'format',
    script: 'oxfmt/bin/oxfmt',
    args: ['--check', '.'],
    todo: 'run `npm run format`.',
  },
  {
    name: 'lint',
    script: 'oxlint/bin/oxlint',
    args: ['.'],
    todo: 'fix what is named above; `npm run lint -- --fix` does the simple ones.',
  },
  typecheck('library'),
  typecheck('node'),
  typecheck('web'),
  typecheck('soak'),
  typecheck('peer'),
  {
    name: 'import graph',
    script: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: [
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err-long',
      'src',
      'resources',
      'tests',
      'scripts',
      'bench',
    ],
    todo: 'see "Who may import whom" in CONTRIBUTING.md.',
  },
  {
    name: 'unused code',
    script: 'knip/bin/knip.js',
    args: ['--no-progress'],
    todo: 'remove what nothing uses, or use it.',
  },
];
