import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { type DesktopFolders, makeDesktopFolders, startDesktop } from '../../../support/node/desktop.ts';
import { makePackage } from '../../../support/node/zipBuilder.ts';
import { makeBlob } from '../../../support/shared/blobFixtures.ts';
import { PROGRAM_SELF } from '../../../support/shared/programSelf.ts';

const account = 'A'.repeat(43) as AccountId;
const label = 'abcdefghijklmnopqrstuvw234';
const MANIFEST =
  'name = "Weather"\n[banyan]\npermissions = ["net"]\nnet = ["api.example.org", "nobody.invalid", "nas.local"]\n';

let folders: DesktopFolders;
beforeEach(async () => {
  folders = await makeDesktopFolders();
});
afterEach(async () => {
  await folders.remove();
});

/** A started app with a mounted program that names hosts; how its requests end. */
async function setup() {
  const desktop = await startDesktop(folders);
  await desktop.loadPage();
  const call = async (method: string, input: unknown) =>
    (await desktop.invoke('banyan.call', [method, input])) as { ok: boolean; error?: { code: string } };
  const blob = makeBlob(makePackage({ 'index.html': '<p>program</p>', 'manifest.toml': MANIFEST }));
  await call('blob.begin', { account, id: blob.id, ...blob.outline });
  for (const [index, bytes] of blob.chunks.entries()) await call('blob.write', { account, id: blob.id, index, bytes });
  const mount = () => call('mini.mount', { account, package: blob.id, label, self: PROGRAM_SELF });
  const reach = async (url: string, hosts: readonly string[]) => {
    const answer = await call('net.fetch', { label, hosts, url, method: 'GET', headers: {}, body: null });
    return answer.ok ? 'ok' : answer.error?.code;
  };
  return { call, mount, reach };
}

describe('the network for programs', () => {
  test('NET-1 HST-21 the desktop reaches what a mounted package names and the app says was granted, and nothing else', async () => {
    const { call, mount, reach } = await setup();
    expect(await reach('https://api.example.org/', ['api.example.org'])).toBe('program-absent');
    expect((await mount()).ok).toBe(true);
    // Not granted; granted and not named; not https; of this network; named, granted and nowhere.
    expect(await reach('https://api.example.org/', [])).toBe('forbidden');
    expect(await reach('https://evil.example.org/', ['evil.example.org'])).toBe('forbidden');
    expect(await reach('http://api.example.org/', ['api.example.org'])).toBe('invalid-input');
    expect(await reach('https://nas.local/', ['nas.local'])).toBe('forbidden');
    expect(await reach('https://nobody.invalid/', ['nobody.invalid'])).toBe('forbidden');
    expect(await call('net.hangUp', { label })).toMatchObject({ ok: true });
    expect((await call('mini.wipe', { label })).ok).toBe(true);
    expect(await reach('https://api.example.org/', ['api.example.org'])).toBe('program-absent');
  });
});
