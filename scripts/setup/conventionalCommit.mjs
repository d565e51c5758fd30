const types = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'build', 'ci', 'chore', 'style', 'revert'];
const form = new RegExp(`^(${types.join('|')})(\\([a-z0-9-]+(/[a-z0-9-]+)*\\))?!?: \\S`);

/**
 * What is wrong with a commit message, if anything. Merge and fixup commits are git's own and pass.
 *
 * @param {string} message
 * @returns {string | undefined}
 */
export function conventionalProblem(message) {
  const [subject = '', second = ''] = message.split('\n').filter((line) => !line.startsWith('#'));
  if (/^(Merge|fixup!|squash!|Revert) ?/.test(subject)) return undefined;
  if (!form.test(subject)) return `"${subject}" is not a Conventional Commit`;
  if (subject.length > 100) return 'the first line is longer than 100 characters';
  if (second.trim() !== '') return 'the second line must be empty';
  return undefined;
}
