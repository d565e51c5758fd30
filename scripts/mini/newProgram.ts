import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { root } from '../setup/root.mjs';
import type { KitArguments } from './kitArguments.ts';

export const templates = ['hello', 'shared-state', 'payments'] as const;
/** Files of a template in which `{{name}}` stands for the program's name. */
const NAMED = ['index.html', 'manifest.toml', 'README.md'];
/** What is on a template's page; it stands for `{{page}}` in the one page that all of them have. */
const PAGE = 'page.html';
const TYPINGS = ['index.d.ts', 'global.d.ts'];

/** `new`: copies a template, and beside it the types of `window.webxdc` and `window.banyan`. */
export async function newProgram({ path, options }: KitArguments): Promise<number> {
  const template = templates.find((name) => name === (options['template'] ?? 'hello'));
  if (template === undefined)
    throw new SetupFailure('There is no such template.', `take one of: ${templates.join(', ')}.`);
  await requireEmpty(path);
  for (const part of ['shared', template])
    await cp(join(root, 'scripts/mini/templates', part), path, { recursive: true });
  await fillIn(join(path, 'index.html'), 'page', indented(await readFile(join(path, PAGE), 'utf8')));
  await rm(join(path, PAGE));
  for (const file of NAMED) await fillIn(join(path, file), 'name', programName(basename(path)));
  await mkdir(join(path, 'types'));
  for (const file of TYPINGS) await cp(join(root, 'packages/mini', file), join(path, 'types', file));
  const shown = relative(process.env['INIT_CWD'] ?? process.cwd(), path) || '.';
  console.log(`Made ${shown}. Now:\n\n  npm run mini -- dev ${asWord(shown)}\n`);
  return 0;
}

/** As one word of a shell, whatever is in it. */
function asWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `"${path.replaceAll(/["$`\\]/g, String.raw`\$&`)}"`;
}

/** A name that can stand in HTML and TOML as it is. */
export function programName(folder: string): string {
  const words = folder.replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim();
  return words === '' ? 'Program' : words[0]?.toUpperCase() + words.slice(1);
}

async function requireEmpty(path: string): Promise<void> {
  const there = await readdir(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new SetupFailure(`${path} cannot be a folder.`, 'name another.');
  });
  if (there.length > 0) throw new SetupFailure(`${path} is not empty.`, 'name a folder that is not there yet.');
}

async function fillIn(path: string, place: 'name' | 'page', text: string): Promise<void> {
  await writeFile(
    path,
    (await readFile(path, 'utf8')).replaceAll(`{{${place}}}`, () => text),
  );
}

/** As it stands in the page, after the indent of its first line. */
function indented(lines: string): string {
  return lines.trimEnd().replaceAll('\n', '\n      ');
}
