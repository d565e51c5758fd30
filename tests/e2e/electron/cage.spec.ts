/** The probes of checklist 1 to 19 but 8 in the real desktop app, by the same observers as in the browser edition. */
import { expect, test } from '@playwright/test';
import { makePackage } from '../../support/node/zipBuilder.ts';
import { makeBlob } from '../../support/shared/blobFixtures.ts';
import type { ProbeReport } from '../../support/shared/cage.ts';
import { type Files } from '../cage/support/bareServer.ts';
import { buildProbes, probeFiles } from '../cage/support/builds.ts';
import { SELF, newLabel } from '../cage/support/cage.ts';
import { type Section, trialOf } from '../cage/support/section.ts';
import { escapes, fetchLike, notStopped } from '../cage/support/sections.ts';
import { type Sinks, openSinks, ownAddress } from '../cage/support/sinks.ts';
import { type LaunchedDesktop, launchDesktop, makeProfile, needElectron } from './launch.ts';

needElectron();

const account = 'A'.repeat(43);
let desktop: LaunchedDesktop;
let profile: Awaited<ReturnType<typeof makeProfile>>;
let built: Files;

test.beforeAll(async () => {
  built = await buildProbes();
});
test.beforeEach(async () => {
  profile = await makeProfile();
  desktop = await launchDesktop(profile.path);
});
test.afterEach(async () => {
  await desktop.application.close();
  await profile.remove();
});

const bytesOf = (from: Uint8Array) => `Uint8Array.fromBase64('${Buffer.from(from).toString('base64')}')`;

async function show(files: Files, label: string): Promise<void> {
  const blob = makeBlob(makePackage(files));
  const call = (method: string, input: string) => desktop.ask(`window.banyanHost.call('${method}', ${input})`);
  const id = `account: '${account}', id: '${blob.id}'`;
  await call('blob.begin', `{ ${id}, size: ${blob.outline.size}, hashes: ${bytesOf(blob.outline.hashes)} }`);
  for (const [index, chunk] of blob.chunks.entries())
    await call('blob.write', `{ ${id}, index: ${index}, bytes: ${bytesOf(chunk)} }`);
  await desktop.ask(
    "window.states = []; window.banyanHost.on('view.changed', ({ state }) => window.states.push(state)); null",
  );
  expect(await desktop.call('mini.mount', { account, package: blob.id, label, self: SELF })).toMatchObject({
    ok: true,
  });
  await desktop.call('view.open', { label, bounds: { x: 0, y: 0, width: 600, height: 300 } });
  await expect.poll(() => desktop.ask('window.states.at(-1)')).toBe('ready');
}

/** Evaluates in the program's page, as if after a click. */
function within(label: string, expression: string): Promise<unknown> {
  return desktop.application.evaluate(
    async ({ webContents }, [origin, asked]) => {
      const contents = webContents.getAllWebContents().find((one) => one.getURL().startsWith(origin));
      // Electron types what a page answers as `any`.
      const answer: unknown = await contents?.executeJavaScript(asked, true);
      return answer;
    },
    [`banyan-mini://${label}`, expression] as const,
  );
}

/** Lets a group of probes go off in a program of its own; answers what it said it would try. */
async function probe(group: string, files: Files): Promise<string[]> {
  const label = newLabel();
  await show(files, label);
  await within(label, `location.hash = ${JSON.stringify(group)}; document.querySelector('button').click(); null`);
  await desktop.page.waitForTimeout(100);
  const told = (await within(label, 'told')) as readonly (ProbeReport | 'ready')[] | null;
  await desktop.page.waitForTimeout(3000);
  await desktop.call('view.close', { label });
  return (told ?? []).flatMap((report) => (report === 'ready' ? [] : [report.probe]));
}

/** What only looks a name up would be seen by nobody here: observers hear who connects. */
const { 'CAGE-8 no name is looked up': _unseen, ...connecting } = notStopped.items;
const sections: Readonly<Record<string, Section>> = {
  'CAGE-1 to CAGE-7': fetchLike,
  'CAGE-9 to CAGE-12': { ...notStopped, items: connecting },
  'CAGE-13 to CAGE-19': escapes,
};
for (const [title, section] of Object.entries(sections))
  test(`${title} reach nothing from the desktop edition`, async () => {
    const { together, alone } = trialOf(section);
    const sinks: Sinks = await openSinks([...together, ...alone, 'control']);
    const files = probeFiles(built, { own: ownAddress(), ports: sinks.ports });
    const begun: string[] = [];
    for (const group of [...alone, together.join(',')]) begun.push(...(await probe(group, files)));
    await fetch(`http://127.0.0.1:${sinks.ports['control']}/`);
    expect([...new Set(begun)].sort()).toEqual([...together, ...alone].sort());
    expect(sinks.hits()).toEqual({ control: ['http', 'tcp'] });
    sinks.close();
  });
