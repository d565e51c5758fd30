import { basename } from 'node:path';
import { isSetupFailure } from '../../setup/failure.mjs';
import type { KitArguments } from '../kitArguments.ts';
import { PackageRefused, loadPackage } from '../loadPackage.ts';
import { runInBrowser } from './browserRun.ts';
import { type Finding, sortFindings } from './finding.ts';
import { packageFindings } from './packageFindings.ts';
import { readSources, readTextFiles } from './textFiles.ts';
import { textFindings } from './textFindings.ts';

const SIGNS = { error: '✗', warning: '!', hint: '·' } as const;

/** What `check --json` prints. */
export interface CheckReport {
  readonly name: string;
  /** Bytes as packed. */
  readonly size: number;
  /** How many there are. */
  readonly files: number;
  /** Why it was not run in a browser; null when it was. */
  readonly notRun: string | null;
  readonly findings: readonly Finding[];
}

/** `check`: 1 when there is an error. */
export async function checkCommand({ path, options }: KitArguments): Promise<number> {
  const isJson = options['json'] === true;
  const checked = checkProgram(path, { isRun: options['no-browser'] !== true });
  const report = await (isJson ? checked.catch((error: unknown) => unopened(path, error)) : checked);
  console.log(isJson ? JSON.stringify(report, null, 2) : wordsOf(report));
  return report.findings.some(({ level }) => level === 'error') ? 1 : 0;
}

/** What a machine reads where there is no package to look at: the reason is a finding as any other. */
function unopened(path: string, error: unknown): CheckReport {
  if (!isSetupFailure(error)) throw error;
  const rule = error instanceof PackageRefused ? error.code : 'no-package';
  return {
    name: basename(path),
    size: 0,
    files: 0,
    notRun: 'it could not be opened',
    findings: [{ level: 'error', rule, message: error.what }],
  };
}

/** Looks a program through, and runs it where there is a browser. Throws `SetupFailure` where there is no package to look at. */
export async function checkProgram(path: string, { isRun }: { readonly isRun: boolean }): Promise<CheckReport> {
  const loaded = await loadPackage(path);
  const run = isRun ? await runInBrowser(path) : { skipped: '--no-browser was given' };
  const findings = [
    ...(await packageFindings(loaded)),
    ...textFindings({ packed: await readTextFiles(loaded), sources: await readSources(path) }, loaded),
    ...('findings' in run ? run.findings : []),
  ];
  return {
    name: loaded.opened.contents.manifest.name ?? basename(path),
    size: loaded.bytes.length,
    files: loaded.files.length,
    notRun: 'skipped' in run ? run.skipped : null,
    findings: sortFindings(findings),
  };
}

function wordsOf({ name, size, files, notRun, findings }: CheckReport): string {
  const lines = findings.map(
    ({ level, rule, message, place }) =>
      `${SIGNS[level]} ${place === undefined ? '' : `${place}: `}${message} (${rule})`,
  );
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  return [
    `${name}: ${files} files, ${(size / 1024).toFixed(1)} KiB`,
    ...lines,
    ...(notRun === null ? [] : [`not run in a browser: ${notRun}`]),
    `${count('error')} errors, ${count('warning')} warnings, ${count('hint')} hints`,
  ].join('\n');
}
