import { readFileSync } from 'node:fs';
import { conventionalProblem } from './setup/conventionalCommit.mjs';

// Called by the commit-msg hook with the file that holds the message.
const [file] = process.argv.slice(2);
const problem = file === undefined ? 'no message file was named' : conventionalProblem(readFileSync(file, 'utf8'));
if (problem !== undefined) {
  console.error(`✗ ${problem}\n  What to do: write "type(scope): what it does", see CONTRIBUTING.md.`);
  process.exitCode = 1;
}
