/** Starts the real desktop app in a profile of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ElectronApplication, type Page, _electron, test } from '@playwright/test';
import { electronPath } from '../../support/node/electronPath.ts';

/** The folder with package.json, which Electron starts from. */
export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** The program, or why there is none. */
export const electron = electronPath();

/** Skips the tests of a file where Electron is not there, and says so: a skipped test has shown nothing. */
export function needElectron(): void {
  if ('missing' in electron) process.stdout.write(`electron specs skipped, nothing shown: ${electron.missing}\n`);
  test.skip('missing' in electron, 'missing' in electron ? electron.missing : '');
}

/** A running app and its page. */
export interface LaunchedDesktop {
  readonly application: ElectronApplication;
  readonly page: Page;
  /** Evaluates an expression in the page. */
  ask(expression: string): Promise<unknown>;
  /** Calls the host through the real preload. */
  call(method: string, input: unknown): Promise<unknown>;
}

/** The arguments that start the app from its built folder in another profile. */
export const launchArguments = (profile: string): string[] => [projectRoot, `--user-data-dir=${profile}`];

/** Starts the app; the caller closes `application`. */
export async function launchDesktop(profile: string): Promise<LaunchedDesktop> {
  if ('missing' in electron) throw new Error(electron.missing);
  const application = await _electron.launch({
    executablePath: electron.path,
    args: launchArguments(profile),
    // Chromium's own sandbox refuses to run as root.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await application.firstWindow();
  await page.waitForLoadState('load');
  const ask = (expression: string): Promise<unknown> => page.evaluate(expression);
  const call = (method: string, input: unknown): Promise<unknown> =>
    ask(`window.banyanHost.call(${JSON.stringify(method)}, ${JSON.stringify(input)})`);
  return { application, page, ask, call };
}

/** A folder for a profile, and its end. */
export async function makeProfile(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'banyan-electron-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
