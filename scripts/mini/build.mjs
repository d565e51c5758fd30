import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript } from '../setup/failure.mjs';
import { root } from '../setup/root.mjs';
import { packProgram } from './packProgram.mjs';

const programs = join(root, 'resources/mini-programs');

/** The folders of our own programs. */
function ownPrograms() {
  return readdirSync(programs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => statSync(join(programs, name, 'manifest.toml'), { throwIfNoEntry: false })?.isFile() === true)
    .sort();
}

await runScript(async () => {
  const [target = join(root, 'out/mini-programs')] = process.argv.slice(2);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of ownPrograms()) {
    const bytes = await packProgram(join(programs, name));
    writeFileSync(join(target, `${name}.xdc`), bytes);
    console.log(`  ${name}.xdc  ${(bytes.length / 1024).toFixed(1)} kB`);
  }
  return 0;
});
