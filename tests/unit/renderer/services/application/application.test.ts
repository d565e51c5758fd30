import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { openApplication } from '@services/application/application.ts';
import { RemoteEngine } from '@services/tabs/remoteEngine.ts';
import type { Application, Startup, Workspace } from '@services/workspace/workspace.ts';
import type { Result } from '@shared/result.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { MemoryTabs } from '../../../../integration/support/memoryTabs.ts';
import { Person, World, must, two } from '../../../../integration/support/world.ts';

type Tab = Application & { dispose: () => void };
const codeOf = (result: Result<unknown, { code: string }>) => (result.ok ? 'ok' : result.error.code);
const failureOf = (startup: Startup) => (startup.status === 'failed' ? startup.error.code : startup.status);
function workspaceOf(tab: Tab): Workspace {
  const startup = tab.startup.get();
  if (startup.status !== 'ready') throw new Error(startup.status);
  return startup.workspace;
}
async function secondTab(person: Person): Promise<Tab> {
  const tab = openApplication(person.parts());
  await person.world.pass(100);
  return tab;
}
const profile = (name: string) => ({ name, avatar: { kind: 'generated' as const } });
/** A person whose app was never opened. */
const newcomer = () => new Person(new World(), 'Alice', 3);

describe('the start', () => {
  it('APP-1 asks for a profile at first, and is ready ever after', async () => {
    const alice = newcomer();
    const tab = await secondTab(alice);
    expect(tab.startup.get().status).toBe('first-start');
    expect(codeOf(await tab.createProfile(profile('\u202e\u200b')))).toBe('name-empty');
    expect(codeOf(await tab.createProfile(profile('x'.repeat(10_000))))).toBe('name-too-long');
    must(await tab.createProfile(profile('  Alice  ')));
    const own = await alice.read(workspaceOf(tab).ownProfile());
    expect(own).toMatchObject({ profile: { name: 'Alice' }, phraseChecked: false });
    tab.dispose();
    await alice.world.pass(100);
    const again = await secondTab(alice);
    expect(await alice.read(workspaceOf(again).ownProfile())).toEqual(own);
  });

  it('APP-1 two presses make one profile and one engine', async () => {
    const alice = newcomer();
    const tab = await secondTab(alice);
    const made = await Promise.all([tab.createProfile(profile('Alice')), tab.createProfile(profile('Alice'))]);
    expect(made.map(codeOf)).toEqual(['ok', 'ok']);
    await alice.world.pass(1000);
    expect(must(await workspaceOf(tab).createInvite()).state).toBe('open');
    const { account } = await alice.read(workspaceOf(tab).ownProfile());
    tab.dispose();
    await alice.world.pass(100);
    expect((await alice.read(workspaceOf(await secondTab(alice)).ownProfile())).account).toBe(account);
  });

  it('APP-5 what is kept is shown before the engine is here, and what is asked of it waits', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'one');
    await alice.close();
    const parts = alice.parts();
    let deliver: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (deliver = resolve));
    const loadEngine = () => arrived.then(() => parts.loadEngine(true));
    const tab = openApplication({ ...parts, loadEngine });
    alice.application = tab;
    await world.pass(1000);
    expect(await alice.texts('Bob')).toEqual(['one']);
    expect(workspaceOf(tab).connection.get()).toMatchObject({ state: 'looking', devices: 0 });
    const second = await secondTab(alice);
    const space = await alice.spaceWith('Bob');
    const said = [workspaceOf(tab).sendText(space, 'two'), workspaceOf(second).sendText(space, 'three')];
    await world.pass(1000);
    expect(await alice.texts('Bob')).toEqual(['one']);
    const shown = workspaceOf(tab);
    deliver();
    expect((await Promise.all(said)).map(codeOf)).toEqual(['ok', 'ok']);
    await world.pass(3000);
    expect(await bob.texts('Alice')).toEqual(['one', 'two', 'three']);
    expect(shown).toBe(workspaceOf(tab));
    expect(shown.connection.get()).toMatchObject({ state: 'connected', devices: 1 });
  });

  it('APP-5 an empty database is not shown before it was compared with the journal', async () => {
    const { world, alice } = await two();
    await alice.say('Bob', 'kept by the host');
    await alice.close();
    alice.disk = new MemoryDisk();
    const parts = alice.parts();
    const tab = openApplication({ ...parts, loadEngine: () => new Promise(() => undefined) });
    await world.pass(1000);
    expect(tab.startup.get().status).toBe('opening');
    tab.dispose();
    alice.application = await secondTab(alice);
    await world.pass(1000);
    expect(await alice.texts('Bob')).toEqual(['kept by the host']);
  });

  it('APP-5 code that cannot be had ends the start with its reason, and what waited; a retry works', async () => {
    const { world, alice } = await two();
    await alice.close();
    const parts = alice.parts();
    let isThere = false;
    const loadEngine: typeof parts.loadEngine = (shown) => (isThere ? parts.loadEngine(shown) : Promise.resolve(null));
    const tab = openApplication({ ...parts, loadEngine });
    alice.application = tab;
    await world.pass(500);
    expect(failureOf(tab.startup.get())).toBe('host-unreachable');
    isThere = true;
    tab.retry();
    await world.pass(1000);
    must(await workspaceOf(tab).sendText(await alice.spaceWith('Bob'), 'after all'));
  });

  it('APP-4 a database lost while the app runs is made again, with what the host had not taken before', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'in both');
    await alice.close();
    let lose = (_erase: () => Promise<void>) => {};
    const parts = alice.parts();
    const tab = openApplication({
      ...parts,
      createStore: (account, onLost) => {
        lose = onLost;
        return parts.createStore(account, onLost);
      },
    });
    alice.application = tab;
    await world.pass(2000);
    alice.host.setFailure('journal.append', 'unreachable');
    await alice.say('Bob', 'in the database alone');
    alice.disk = new MemoryDisk();
    alice.disk.openFault = 'storage-full';
    lose(() => Promise.resolve());
    await world.pass(12_000);
    alice.host.setFailure('journal.append', null);
    await world.pass(12_000);
    expect(failureOf(tab.startup.get())).toBe('storage-full');
    alice.disk.openFault = null;
    await world.pass(12_000);
    expect(tab.startup.get()).toMatchObject({ status: 'ready', notice: { kind: 'rebuilt' } });
    expect(await alice.texts('Bob')).toEqual(['in both', 'in the database alone']);
    await alice.say('Bob', 'and on');
    await world.pass(2000);
    expect(await bob.texts('Alice')).toEqual(['in both', 'in the database alone', 'and on']);
  });

  it('APP-2 a vault that fails is said, is no first start, and a retry works', async () => {
    const { alice } = await two();
    await alice.close();
    alice.keys.fault = 'vault-unavailable';
    const tab = await secondTab(alice);
    expect(failureOf(tab.startup.get())).toBe('vault-unavailable');
    alice.keys.fault = null;
    tab.retry();
    tab.retry();
    await alice.world.pass(1000);
    expect((await alice.read(workspaceOf(tab).contacts())).map(({ name }) => name)).toEqual(['Bob']);
    expect(workspaceOf(tab).connection.get().devices).toBe(1);
  });

  it.each(['store-newer', 'store-blocked', 'storage-failed', 'storage-full'] as const)(
    'APP-2 %s is said, nothing is touched, and a retry works',
    async (code) => {
      const { alice } = await two();
      await alice.say('Bob', 'kept');
      await alice.close();
      alice.disk.openFault = code;
      const tab = await secondTab(alice);
      expect(failureOf(tab.startup.get())).toBe(code);
      alice.disk.openFault = null;
      tab.retry();
      await alice.world.pass(1000);
      expect((await alice.read(workspaceOf(tab).conversations()))[0]?.last?.body).toEqual({
        kind: 'text',
        text: 'kept',
      });
    },
  );

  it('APP-2 kept identity that is damaged or of other keys is refused, not replaced', async () => {
    const { alice } = await two();
    await alice.close();
    const kept = alice.keys.secrets.get('identity.v1') ?? new Uint8Array();
    alice.keys.secrets.set('identity.v1', kept.slice(0, 40));
    expect(failureOf((await secondTab(alice)).startup.get())).toBe('vault-unavailable');
    alice.keys.secrets.set('identity.v1', kept);
    const bob = await alice.world.person('Bob2');
    Object.assign(alice.keys, { device: bob.keys.device });
    Object.assign(alice, { tabs: new (alice.tabs.constructor as new () => typeof alice.tabs)() });
    expect(failureOf((await secondTab(alice)).startup.get())).toBe('vault-unavailable');
  });

  it('APP-3 closed while it opens, it leaves nothing running', async () => {
    const { world, alice, bob } = await two();
    await alice.close();
    const tab = openApplication(alice.parts());
    await Promise.resolve();
    tab.dispose();
    await world.pass(20_000);
    expect(bob.workspace.presence.get().size).toBe(0);
    expect(tab.startup.get().status).not.toBe('ready');
  });
});

describe('two tabs of one profile', () => {
  it('TAB-1 the second sees everything and acts through the first', async () => {
    const { world, alice, bob } = await two();
    const tab = await secondTab(alice);
    const there = workspaceOf(tab);
    expect(there.connection.get()).toEqual(alice.workspace.connection.get());
    expect([...there.presence.get()]).toEqual([await bob.account()]);
    const space = await alice.spaceWith('Bob');
    must(await there.sendText(space, 'from the second tab'));
    await world.pass(1000);
    expect(await bob.texts('Alice')).toEqual(['from the second tab']);
    expect(await alice.texts('Bob')).toEqual(['from the second tab']);
    expect((await alice.read(there.conversations()))[0]).toMatchObject({ last: { state: 'delivered' } });
    expect(codeOf(await there.sendText(space, ' '))).toBe('message-empty');
    expect(must(await there.diagnostics()).store.events).toBe(1);
  });

  it('TAB-1 a profile made in the second opens both', async () => {
    const alice = newcomer();
    const [first, second] = [await secondTab(alice), await secondTab(alice)];
    expect(second.startup.get().status).toBe('first-start');
    must(await second.createProfile(profile('Alice')));
    await alice.world.pass(500);
    expect([first, second].map((tab) => tab.startup.get().status)).toEqual(['ready', 'ready']);
  });

  it('TAB-2 when the first closes the second takes over, and the chain goes on', async () => {
    const { world, alice, bob } = await two();
    await alice.say('Bob', 'one');
    const tab = await secondTab(alice);
    const space = await alice.spaceWith('Bob');
    alice.application?.dispose();
    await world.pass(3000);
    expect(tab.startup.get().status).toBe('ready');
    must(await workspaceOf(tab).sendText(space, 'two'));
    await bob.say('Alice', 'three');
    await world.pass(3000);
    expect(await bob.texts('Alice')).toEqual(['one', 'two', 'three']);
    expect(workspaceOf(tab).connection.get()).toMatchObject({ state: 'connected', devices: 1 });
  });

  it('TAB-2 a third follows the second', async () => {
    const { world, alice } = await two();
    const [second, third] = [await secondTab(alice), await secondTab(alice)];
    const space = await alice.spaceWith('Bob');
    alice.application?.dispose();
    await world.pass(3000);
    must(await workspaceOf(third).sendText(space, 'through the second'));
    second.dispose();
    await world.pass(3000);
    must(await workspaceOf(third).sendText(space, 'alone'));
    expect((await alice.read(workspaceOf(third).conversations()))[0]?.last?.body).toEqual({
      kind: 'text',
      text: 'alone',
    });
  });

  it('TAB-3 an act that is not answered, and one that a takeover cuts off, end with a reason', async () => {
    const clock = new FakeClock();
    const tabs = new MemoryTabs();
    const engine = tabs.channel();
    const remote = new RemoteEngine({ channel: tabs.channel(), clock, random: new SeededRandom(1) });
    let asked = 0;
    engine.onMessage(() => (asked += 1));
    const sending = remote.acts.sendText(idOf('space'), 'x');
    await clock.advance(14_999);
    expect(asked).toBe(2); // that it joined, and the act
    await clock.advance(1);
    expect(codeOf(await sending)).toBe('engine-unreachable');
    // A film is read and hashed before it is posted.
    let isOver = false;
    const posting = remote.acts.setCover(null).then((result) => {
      isOver = true;
      return result;
    });
    await clock.advance(10 * 60_000 - 1);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(codeOf(await posting)).toBe('engine-unreachable');
    const cut = remote.acts.saveDraft(idOf('space'), 'x');
    remote.dispose();
    expect(codeOf(await cut)).toBe('engine-unreachable');
    // What a screen still asks of it is answered without waiting for anybody.
    expect(codeOf(await remote.acts.saveDraft(idOf('space'), 'x'))).toBe('engine-unreachable');
  });

  it('APP-7 an act that throws ends as a bug in each tab, and the log knows of it', async () => {
    const alice = newcomer();
    const parts = alice.parts();
    let isBroken = false;
    const bytes = (length: number) => {
      if (isBroken) throw new Error('no more chance');
      return parts.random.bytes(length);
    };
    const first = openApplication({ ...parts, random: { bytes } });
    await alice.world.pass(100);
    must(await first.createProfile(profile('Alice')));
    const second = await secondTab(alice);
    await alice.world.pass(500);
    isBroken = true;
    for (const tab of [first, second]) expect(codeOf(await workspaceOf(tab).createInvite())).toBe('internal');
    const said = parts.log.recent('error').map(({ text }) => text);
    expect(said.filter((text) => text === 'createInvite threw Error: no more chance')).toHaveLength(2);
  });

  it('TAB-3 what is no message of this version is passed over, and no other act is done', async () => {
    const { world, alice } = await two();
    const channel = alice.tabs.channel();
    const heard: unknown[] = [];
    channel.onMessage((message) => heard.push(message));
    for (const message of [
      null,
      'x',
      { t: 'later' },
      { t: 'act', id: '1', name: 'dispose', args: [], until: Infinity },
      { t: 'act', id: '2', name: 'constructor', args: [], until: Infinity },
      { t: 'state' },
    ]) {
      channel.post(message);
    }
    await world.pass(100);
    expect(heard).toEqual([]);
    channel.post({ t: 'act', id: '3', name: 'recoveryPhrase', args: [], until: Infinity });
    await world.pass(100);
    expect(heard).toMatchObject([{ t: 'result', id: '3', result: { ok: true } }]);
  });

  it('TAB-4 while any tab is looked at, nothing is notified', async () => {
    const { world, alice, bob } = await two();
    const parts = alice.parts();
    const tab = openApplication({ ...parts, notifier: { ...parts.notifier, isWatched: () => true } });
    await world.pass(6000);
    await bob.say('Alice', 'seen in the second tab');
    await world.pass(1000);
    expect(alice.notices).toEqual([]);
    tab.dispose();
    await world.pass(100);
    await bob.say('Alice', 'not seen');
    await world.pass(1000);
    expect(alice.notices).toHaveLength(1);
  });

  it('TAB-5 a link that was opened is shown in each tab and taken by one', async () => {
    const { world, alice } = await two();
    const tab = await secondTab(alice);
    alice.host.emit('link.opened', { url: 'banyan://invite#x' });
    await world.pass(50);
    const [here, there] = [alice.workspace, workspaceOf(tab)];
    expect([here.openedLink.get(), there.openedLink.get()]).toEqual(['banyan://invite#x', 'banyan://invite#x']);
    expect(there.takeOpenedLink()).toBe('banyan://invite#x');
    await world.pass(50);
    expect([here.openedLink.get(), there.openedLink.get()]).toEqual([null, null]);
    expect(here.takeOpenedLink()).toBeNull();
  });
});

describe('oneself', () => {
  it('IDN-4 the phrase is shown until it was checked, then forgotten', async () => {
    const { alice, bob } = await two();
    const words = must(await alice.workspace.recoveryPhrase());
    expect(words).toHaveLength(12);
    expect(must(await alice.workspace.recoveryPhrase())).toEqual(words);
    const others = must(await bob.workspace.recoveryPhrase());
    expect(codeOf(await alice.workspace.checkRecoveryPhrase(others.join(' ')))).toBe('phrase-wrong');
    expect(codeOf(await alice.workspace.checkRecoveryPhrase('abandon'))).toBe('phrase-wrong');
    must(await alice.workspace.checkRecoveryPhrase(words.join('  ').toUpperCase()));
    expect(codeOf(await alice.workspace.recoveryPhrase())).toBe('phrase-missing');
    expect((await alice.read(alice.workspace.ownProfile())).phraseChecked).toBe(true);
    expect([...alice.keys.secrets.keys()]).not.toContain('recovery-entropy.v1');
  });

  it('IDN-6 both see the same safety number, and a mark of it is kept', async () => {
    const { alice, bob } = await two();
    const [of, from] = [await bob.account(), await alice.account()];
    expect(must(await alice.workspace.safetyNumber(of))).toBe(must(await bob.workspace.safetyNumber(from)));
    must(await alice.workspace.setVerified(of, true));
    expect((await alice.read(alice.workspace.contact(of)))?.verifiedAt).toBe(alice.world.clock.now());
    expect(codeOf(await alice.workspace.safetyNumber(from))).toBe('contact-missing');
  });

  it('SET-2 a wrong setting changes nothing, and settings outlive a restart', async () => {
    const { alice } = await two();
    must(await alice.workspace.updateSettings({ theme: 'dark' }));
    expect(codeOf(await alice.workspace.updateSettings({ signaling: ['http://x'], theme: 'light' }))).toBe(
      'setting-invalid',
    );
    await alice.close();
    await alice.open();
    expect(await alice.read(alice.workspace.settings())).toMatchObject({ theme: 'dark', signaling: [] });
  });

  it('PPL-4 remarks, tags and drafts are cleaned and kept', async () => {
    const { alice, bob } = await two();
    const account = await bob.account();
    must(await alice.workspace.setRemark(account, ' B\u200bob '));
    must(await alice.workspace.setTags(account, ['work', ' work ', '', '\u202e', 'x'.repeat(99), 'home']));
    expect(await alice.read(alice.workspace.contact(account))).toMatchObject({
      name: 'Bob',
      remark: 'Bob',
      tags: ['work', 'home'],
    });
    expect(codeOf(await alice.workspace.setRemark(account, 'x'.repeat(10_000)))).toBe('name-too-long');
    must(await alice.workspace.setRemark(account, '  '));
    must(await alice.workspace.saveDraft(await alice.spaceWith('Bob'), 'half a'));
    await alice.close();
    await alice.open();
    expect(await alice.read(alice.workspace.contact(account))).toMatchObject({ remark: null, ownName: 'Bob' });
    expect((await alice.read(alice.workspace.conversations()))[0]?.draft).toBe('half a');
  });
});
