import { join, resolve } from 'node:path';
import type { App } from 'electron';
import { APP_ORIGIN } from '../security/address.ts';

/** Where this process's things are and how it was started. */
export interface DesktopContext {
  readonly platform: NodeJS.Platform;
  /** Run by the dev server: pages come from it, and the developer tools are there. Never true once packaged. */
  readonly isDevelopment: boolean;
  /** The origin of our own pages. */
  readonly origin: string;
  /** What the window loads. */
  readonly startAddress: string;
  readonly preload: string;
  readonly programPreload: string;
  /** The folder of the built scripts that mini programs load. */
  readonly clientDirectory: string;
  /** The folder of the built renderer. */
  readonly rendererRoot: string;
  readonly resources: string;
  /** Another place for the profile, asked for on the command line; null once packaged. */
  readonly profileDirectory: string | null;
}

type AppFacts = Pick<App, 'isPackaged' | 'getAppPath'> & {
  readonly commandLine: Pick<App['commandLine'], 'getSwitchValue'>;
};

/** Reads the context. A dev server is believed only on this machine and only when not packaged. */
export function readContext(
  app: AppFacts,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): DesktopContext {
  const devServer = app.isPackaged ? null : readDevServer(environment['ELECTRON_RENDERER_URL']);
  const origin = devServer ?? APP_ORIGIN;
  const root = app.getAppPath();
  const profile = app.isPackaged ? '' : app.commandLine.getSwitchValue('user-data-dir');
  return {
    platform,
    isDevelopment: devServer !== null,
    origin,
    startAddress: devServer === null ? `${APP_ORIGIN}/index.html` : `${devServer}/`,
    preload: join(root, 'out', 'preload', 'index.cjs'),
    programPreload: join(root, 'out', 'preload', 'program.cjs'),
    clientDirectory: join(root, 'out', 'preload'),
    rendererRoot: join(root, 'out', 'renderer'),
    resources: join(root, 'resources'),
    profileDirectory: profile === '' ? null : resolve(profile),
  };
}

function readDevServer(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const { protocol, hostname, origin } = new URL(address);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? origin : null;
}
