/** People whose pages nothing watches: with Playwright that is a good part of what one would measure. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { browserArguments } from '../../tests/support/node/browserPath.ts';
import { PlainChromium, type Tab } from '../../tests/support/node/devTools.ts';
import { type BenchHost, endLater, out, startHost, temporary } from './hosts.ts';
import { type Person, end } from './profiles.ts';

/** A person whose page is told what to run, and asked nothing else. */
export interface PlainPerson extends Omit<Person, 'page' | 'context' | 'host'> {
  readonly page: Tab;
  readonly browser: PlainChromium;
  readonly host: BenchHost;
}

/** Where a host serves the worker with which the app checks signatures. */
export async function signatureWorker(): Promise<string> {
  const assets = await readdir(join(out, 'app/renderer/assets'));
  const name = assets.find((file) => /^signatureWorker-.*\.js$/u.test(file));
  if (name === undefined) throw new Error('the app was built without a worker for signatures');
  return `/assets/${name}`;
}

/** The large script, for pages. */
export const TOOLS_SCRIPT = join(out, 'tools/tools.js');

/** Opens an empty page of a new host's origin. */
export async function startPlain(): Promise<PlainPerson> {
  const home = await temporary();
  const person = await openPlain(home, await startHost(join(home, 'data')));
  // The first gave the cookie; the second is of the same origin and holds no script.
  await person.page.goto(`${person.origin}/nothing.txt`);
  return person;
}

/** The same person once more: host and browser end, and start again as after a night. Their page shows the app. */
export async function reopenPlain(person: Person): Promise<PlainPerson> {
  await end(person);
  await person.host.end();
  return openPlain(person.home, await startHost(join(person.home, 'data'), 'kept'));
}

async function openPlain(home: string, host: BenchHost): Promise<PlainPerson> {
  const directory = join(home, 'browser');
  const browser = await PlainChromium.start({ profile: directory, args: browserArguments, deadline: null });
  endLater(() => browser.close());
  const page = await browser.first();
  await page.goto(host.url);
  const { origin, port } = new URL(host.url);
  return { page, browser, host, home, origin, signaling: `ws://localhost:${port}/signal`, directory };
}
