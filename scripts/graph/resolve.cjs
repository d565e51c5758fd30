// Path aliases for dependency-cruiser, read from the one place that defines them. (Its own tsconfig reader needs a
// TypeScript compiler API that version 7 does not have.)
const fs = require('node:fs');
const path = require('node:path');

const { paths } = JSON.parse(fs.readFileSync('tsconfig.base.json', 'utf8')).compilerOptions;
/** @param {string} pattern */
const bare = (pattern) => pattern.replace(/\/\*$/, '');

module.exports = {
  resolve: {
    alias: Object.fromEntries(
      Object.entries(paths).map(([name, [target]]) => [bare(name), path.join(process.cwd(), bare(target))]),
    ),
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    conditionNames: ['import', 'node', 'types', 'default'],
  },
};
