/** A browser with a log of its network, in which everything can have been granted. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testBrowserArguments } from '../../../support/node/browserPath.ts';
import { PlainChromium, type Tab } from '../../../support/node/devTools.ts';
import { type NetLog, readNetLog } from './netLog.ts';

/** Names that Chromium itself asks for at its start are answered with nothing: they are no program's, and nothing of a test leaves the machine. */
const QUIET = ['google.com', 'googleapis.com', 'gstatic.com', 'gvt1.com']
  .flatMap((name) => [`MAP ${name} ~NOTFOUND`, `MAP *.${name} ~NOTFOUND`])
  .join(',');

const DEADLINE = 60_000;

/** A running browser. */
export class Chromium {
  readonly #browser: PlainChromium;
  readonly #folder: string;

  private constructor(browser: PlainChromium, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  /** `generous` is the app's origin; with it, everything is granted that a person could grant. */
  static async launch(args: readonly string[] = [], generous: string | null = null): Promise<Chromium> {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-cage-'));
    const profile = join(folder, 'profile');
    if (generous !== null) await writePreferences(profile, generous);
    const all = [
      ...testBrowserArguments.filter((name) => name !== '--disable-quic'),
      `--log-net-log=${join(folder, 'net-log.json')}`,
      `--host-resolver-rules=${QUIET}`,
      ...args,
    ];
    return new Chromium(await PlainChromium.start({ profile, args: all, deadline: DEADLINE }), folder);
  }

  /** Opens an address in a tab of its own, in front. */
  open(url: string): Promise<Tab> {
    return this.#browser.open(url);
  }

  /** A call to the browser itself. */
  send(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    return this.#browser.send(method, params);
  }

  /** Addresses of all pages that are open. */
  pages(): Promise<string[]> {
    return this.#browser.pages();
  }

  /** Ends it; answers what its network did. */
  async close(): Promise<NetLog> {
    await this.#browser.close();
    const log = await readNetLog(join(this.#folder, 'net-log.json'));
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    return log;
  }
}

/** What is given to every origin without a question, by the name of its setting. */
const GIVEN = [
  'geolocation',
  'media_stream_camera',
  'media_stream_mic',
  'midi',
  'midi_sysex',
  'clipboard',
  'idle_detection',
  'local_fonts',
  'sensors',
  'window_placement',
] as const;

/**
 * As a person's yes is kept: to everyone for all that a policy can switch off, and for notifications, for which there is no policy, to `app`
 * alone. What DevTools grants instead goes past the policy and holds for every frame of a page, unlike a yes.
 */
async function writePreferences(profile: string, app: string): Promise<void> {
  const exceptions = { notifications: { [`${app},*`]: { setting: 1 } } };
  const everyone = Object.fromEntries(GIVEN.map((name) => [name, 1]));
  await mkdir(join(profile, 'Default'), { recursive: true });
  const preferences = { profile: { content_settings: { exceptions }, default_content_setting_values: everyone } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}
