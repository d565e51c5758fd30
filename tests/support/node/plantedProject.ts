import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** A throw-away project that borrows this one's settings and holds planted files. */
export interface PlantedProject {
  readonly folder: string;
  readonly dispose: () => void;
}

/**
 * Writes files, and copies of this project's settings, into a temporary folder.
 *
 * @param files text by path
 * @param borrowed paths copied from this project as they are
 */
export function plantProject(files: Readonly<Record<string, string>>, borrowed: readonly string[]): PlantedProject {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-planted-'));
  for (const path of borrowed) cpSync(join(projectRoot, path), join(folder, path), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Lets a planted project use the packages installed here. */
export function lendPackages(project: PlantedProject): void {
  symlinkSync(join(projectRoot, 'node_modules'), join(project.folder, 'node_modules'), 'junction');
}

/**
 * Runs a tool of node_modules in a folder and answers what it printed on its standard output, whatever its exit code.
 *
 * @param script inside node_modules
 */
export function runToolIn(folder: string, script: string, args: readonly string[]): Promise<string> {
  const command = [join(projectRoot, 'node_modules', script), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}
