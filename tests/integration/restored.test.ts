/** A person whose computer is gone, on a new one with a backup. */
import { describe, expect, it } from 'vitest';
import { UNSEEN_AFTER } from '@services/reunions/reunions.ts';
import type { Person } from './support/world.ts';
import { SOME_FILE, backupOf, deviceWith, restoreOn } from './support/restoredDevice.ts';
import { PROMISE, balance } from './support/twinStory.ts';
import { must, two } from './support/world.ts';

/** Alice, with a past, and Bob. */
async function past() {
  const { world, alice, bob } = await two();
  await alice.say('Bob', 'the first');
  await world.pass(1000);
  await bob.say('Alice', 'the answer');
  await world.pass(3000);
  const space = await alice.spaceWith('Bob');
  const read = (await alice.messages('Bob')).at(-1)?.at ?? 0;
  must(await alice.workspace.markRead(space, read));
  must(await alice.workspace.saveDraft(space, 'half a thought'));
  must(
    await alice.workspace.setRemark(
      (await alice.read(alice.workspace.contacts()))[0]?.account ?? expect.fail(),
      'Robert',
    ),
  );
  must(await alice.workspace.updateSettings({ readReceipts: false }));
  await world.pass(130_000);
  return { world, alice, bob };
}

/** Tables whose rows are made of the journal or of a backup, as comparable lines. */
async function tablesOf(person: Person): Promise<Record<string, unknown> & { readonly events: string[] }> {
  const { records, events } = person.disk.tables(await person.account());
  const own = new Set(['values', 'invites', 'blobs']);
  const kept = Object.entries(records).filter(([name]) => !own.has(name));
  const rows = kept.map(
    ([name, table]: [string, ReadonlyMap<unknown, unknown>]) => [name, [...table.values()]] as const,
  );
  return { events: [...events.keys()].toSorted(), ...Object.fromEntries(rows) };
}

describe('a restored backup', () => {
  it('RST-3 is a new device of the same account, with everything as it was', async () => {
    const { alice } = await past();
    const backup = await backupOf(alice);
    const { events: beforeEvents, ...beforeRows } = await tablesOf(alice);
    const device = (await alice.read(alice.workspace.ownProfile())).device;
    await alice.kill();
    const back = await deviceWith(backup, alice, 77);
    await restoreOn(back, backup);
    const own = await back.read(back.workspace.ownProfile());
    expect(own.account).toBe(backup.account);
    expect(own.device).not.toBe(device);
    expect(own.profile.name).toBe('Alice');
    expect(await back.texts('Bob')).toEqual(['the first', 'the answer']);
    expect((await back.read(back.workspace.settings())).readReceipts).toBe(false);
    const [row] = await back.read(back.workspace.conversations());
    expect(row).toMatchObject({ name: 'Robert', unread: 0, draft: 'half a thought' });
    const { events, ...rows } = await tablesOf(back);
    expect(rows).toEqual(beforeRows);
    // The new device has begun to tell its other devices what it holds; everything else is there, and nothing else.
    expect(events).toEqual(expect.arrayContaining(beforeEvents));
  });

  it('RST-5 a friend who takes a new invite talks on with the same person, in the same chat, with no fork', async () => {
    const { world, alice, bob } = await past();
    const backup = await backupOf(alice);
    await alice.kill();
    const back = await deviceWith(backup, alice, 77);
    await restoreOn(back, backup);
    const invite = must(await back.workspace.createInvite());
    must(await bob.workspace.deleteContact(backup.account));
    must(await bob.workspace.acceptInvite(invite.link));
    await world.pass(15_000);
    const [request] = await back.read(back.workspace.requests());
    if (request !== undefined) must(await back.workspace.acceptRequest(request.account));
    await world.pass(15_000);
    await back.say('Bob', 'I am back');
    await world.pass(15_000);
    await bob.say('Alice', 'good');
    await world.pass(15_000);
    expect((await back.texts('Bob')).slice(-2)).toEqual(['I am back', 'good']);
    expect((await bob.texts('Alice')).slice(-2)).toEqual(['I am back', 'good']);
    expect(await bob.read(bob.workspace.equivocations(backup.account))).toEqual([]);
  });

  it('RST-2 a wrong passphrase, and the words of another, change nothing and can be typed again', async () => {
    const { alice, bob } = await past();
    const backup = await backupOf(alice);
    const others = must(await bob.workspace.recoveryPhrase()).join(' ');
    const back = await deviceWith(backup, alice, 77);
    const restoring = must((await back.application?.restoreBackup([SOME_FILE])) ?? expect.fail());
    expect(await restoring.open({ kind: 'passphrase', passphrase: 'another' })).toMatchObject({
      error: { code: 'backup-locked' },
    });
    expect(must(await restoring.open({ kind: 'passphrase', passphrase: backup.passphrase }))).toEqual({
      name: 'Alice',
      createdAt: 5,
    });
    expect(await restoring.finish()).toMatchObject({ ok: false });
    expect(await restoring.restore(others)).toMatchObject({ error: { code: 'phrase-wrong' } });
    expect(await restoring.restore('not words')).toMatchObject({ error: { code: 'phrase-wrong' } });
    expect(await restoring.finish()).toMatchObject({ ok: false });
    const { account } = backup;
    expect(must(await back.host.call('journal.describe', { account })).count).toBe(0);
    must(await restoring.restore(backup.words));
    must(await restoring.finish());
    await back.world.pass(3000);
    expect(await back.account()).toBe(account);
    // Nothing was damaged: its database is new.
    expect(back.startup).toMatchObject({ status: 'ready', notice: null });
  });

  it('RST-9 has the wallet, and the old computer, which was never gone, has it, too: what either did both know', async () => {
    const { world, alice, bob } = await past();
    const { unit } = must(await bob.workspace.wallet.createUnit(PROMISE, []));
    const to = await alice.account();
    const give = async (amount: bigint) => must(await bob.workspace.wallet.promiseUnits({ to, unit, amount }));
    await give(1000n);
    await world.pass(20_000);
    const backup = await backupOf(alice);
    await give(200n);
    await world.pass(20_000);
    const back = await deviceWith(backup, alice, 77);
    await restoreOn(back, backup);
    expect(await balance(back, unit)).toBe(1000n);
    await world.pass(UNSEEN_AFTER + 180_000);
    for (const device of [alice, back]) expect(await balance(device, unit)).toBe(1200n);
    must(await back.workspace.wallet.payUnits({ to: await bob.account(), unit, amount: 500n }));
    await world.pass(20_000);
    for (const device of [alice, back]) expect(await balance(device, unit)).toBe(700n);
  });

  it('RST-10 has from the friend what was said since the backup, and taking the lost one out then loses none of it', async () => {
    const { world, alice, bob } = await past();
    const backup = await backupOf(alice);
    const lost = (await alice.read(alice.workspace.ownProfile())).device;
    await alice.say('Bob', 'after the backup');
    await world.pass(3000);
    await alice.kill();
    const back = await deviceWith(backup, alice, 77);
    await restoreOn(back, backup);
    await world.pass(UNSEEN_AFTER + 180_000);
    expect(await back.texts('Bob')).toContain('after the backup');
    must(await back.workspace.revokeDevice(lost));
    await world.pass(20_000);
    expect(await back.texts('Bob')).toContain('after the backup');
    expect(await bob.texts('Alice')).toContain('after the backup');
  });

  it('RST-13 has from the old device what came to it alone after the backup, once the two meet', async () => {
    const { world, alice, bob } = await past();
    const backup = await backupOf(alice);
    await bob.say('Alice', 'after the backup');
    await world.pass(3000);
    expect(await alice.texts('Bob')).toContain('after the backup');
    await bob.kill();
    const back = await deviceWith(backup, alice, 77);
    await restoreOn(back, backup);
    expect(await back.texts('Bob')).not.toContain('after the backup');
    await world.pass(UNSEEN_AFTER + 180_000);
    expect(await back.texts('Bob')).toContain('after the backup');
  });

  it('RST-14 one backup put back on two devices leaves both able to write, and nothing forks', async () => {
    const { world, alice, bob } = await past();
    const backup = await backupOf(alice);
    await alice.kill();
    const one = await deviceWith(backup, alice, 77);
    await restoreOn(one, backup);
    const other = await deviceWith(backup, alice, 78);
    await restoreOn(other, backup);
    await world.pass(UNSEEN_AFTER + 180_000);
    await one.say('Bob', 'from the one');
    await other.say('Bob', 'from the other');
    await world.pass(60_000);
    expect(await bob.texts('Alice')).toEqual(expect.arrayContaining(['from the one', 'from the other']));
    expect(await bob.read(bob.workspace.equivocations(backup.account))).toEqual([]);
    expect(await one.texts('Bob')).toContain('from the one');
    expect(await other.texts('Bob')).toContain('from the other');
    await bob.say('Alice', 'to both');
    await world.pass(60_000);
    expect(await one.texts('Bob')).toContain('to both');
    expect(await other.texts('Bob')).toContain('to both');
  });

  it('RST-4 one that was left before its end begins where a first start begins', async () => {
    const { alice } = await past();
    const backup = await backupOf(alice);
    const back = await deviceWith(backup, alice, 77);
    const restoring = must((await back.application?.restoreBackup([SOME_FILE])) ?? expect.fail());
    must(await restoring.open({ kind: 'passphrase', passphrase: backup.passphrase }));
    must(await restoring.restore(backup.words));
    await back.kill();
    await back.start();
    expect(back.startup).toEqual({ status: 'first-start' });
    await restoreOn(back, backup);
    expect(await back.texts('Bob')).toEqual(['the first', 'the answer']);
  });
});
