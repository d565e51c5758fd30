/** Who a mini program is by, as each person sees it: the whole app but for the screen. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { blobIdPreimage } from '@shared/blob.ts';
import type { BlobId } from '@shared/ids.ts';
import type { PackageFacts } from '@shared/mini/package.ts';
import { type Person, must, setup, two } from './support/world.ts';

const CONTENTS = createHash('sha256').update('the files').digest('base64url');
const PACKED = 'xdc 1';

function factsOf(id: BlobId, signature: PackageFacts['signature'] = null): PackageFacts {
  const manifest = {
    name: 'Poll',
    description: null,
    version: '1',
    sourceCodeUrl: null,
    id: 'test.poll',
    banyan: null,
  };
  return { package: id, size: 5, unpacked: 5, entries: 1, manifest, icon: null, contents: CONTENTS, signature };
}

function packedId(): BlobId {
  const bytes = new TextEncoder().encode(PACKED);
  const outline = createHash('sha256').update(bytes).digest();
  return createHash('sha256').update(blobIdPreimage(bytes.length, outline)).digest('base64url') as BlobId;
}

/** The person has a package that nobody signed. */
async function added(person: Person): Promise<BlobId> {
  const id = packedId();
  person.host.programs.know(factsOf(id));
  const known = must(await person.workspace.programs.addPackage(new File([PACKED], 'poll.xdc')));
  expect(known.facts.package).toBe(id);
  return id;
}

const by = (person: Person, id: BlobId) => person.read(person.workspace.programs.authorOf(id));

/** The person signs it, and puts it into their chat with another, whose host finds in it what theirs does. */
async function signedAndSent(from: Person, to: Person): Promise<{ readonly id: BlobId; readonly facts: PackageFacts }> {
  const { facts } = must(await from.workspace.programs.signPackage(await added(from)));
  to.host.programs.know(facts);
  must(await from.workspace.programs.sendProgram(await from.spaceWith(to.name), facts.package));
  await from.world.pass(5000);
  return { id: facts.package, facts };
}

describe('who a mini program is by', () => {
  it('PRG-9 signing makes a copy that is by oneself, among the packages one added; the first stays unsigned', async () => {
    const { alice } = await two();
    const first = await added(alice);
    const { facts, name } = must(await alice.workspace.programs.signPackage(first));
    expect([name, facts.contents]).toEqual(['Poll', CONTENTS]);
    expect(facts.package).not.toBe(first);
    expect(await by(alice, facts.package)).toEqual({ kind: 'self' });
    expect(await by(alice, first)).toEqual({ kind: 'unsigned' });
    const own = await alice.read(alice.workspace.programs.ownPackages());
    expect(own.map((known) => known.facts.package)).toEqual([facts.package, first]);
    await alice.close();
    await alice.open();
    expect(await by(alice, facts.package)).toEqual({ kind: 'self' });
  });

  it('PRG-8 what comes with the app is known by its content, and not by what another calls itself', async () => {
    const { alice, bob } = await two();
    const id = await added(alice);
    const listed = { id: 'test.poll', name: 'Poll', description: null, icon: null, size: 5 };
    bob.shelf = [{ ...listed, package: id }];
    alice.shelf = [{ ...listed, package: createHash('sha256').update('another').digest('base64url') as BlobId }];
    bob.host.programs.know(factsOf(id));
    must(await bob.workspace.programs.addPackage(new File([PACKED], 'poll.xdc')));
    expect(await by(bob, id)).toEqual({ kind: 'app' });
    expect(await by(alice, id)).toEqual({ kind: 'unsigned' });
    const { facts } = must(await bob.workspace.programs.signPackage(id));
    expect(await by(bob, facts.package)).toEqual({ kind: 'self' });
  });

  it('PRG-8 who gets it sees a contact by their own name for them, verified and blocked as they are now', async () => {
    const { alice, bob } = await two();
    const { id } = await signedAndSent(alice, bob);
    const account = await alice.account();
    const ana = { kind: 'contact', account, name: 'Alice', isVerified: false, isBlocked: false };
    expect(await by(bob, id)).toEqual(ana);
    must(await bob.workspace.setRemark(account, 'Alice from work'));
    must(await bob.workspace.setVerified(account, true));
    expect(await by(bob, id)).toEqual({ ...ana, name: 'Alice from work', isVerified: true });
    must(await bob.workspace.setBlocked(account, true));
    expect(await by(bob, id)).toMatchObject({ kind: 'contact', isBlocked: true });
    must(await bob.workspace.deleteContact(account));
    expect(await by(bob, id)).toEqual({ kind: 'stranger', fingerprint: account.slice(0, 16) });
  });

  it('PRG-8 passed on it is still by who signed it, and by a stranger to who does not know them', async () => {
    const { world, people } = await setup('Alice', 'Bob');
    const [alice, bob] = people;
    if (alice === undefined || bob === undefined) throw new Error('two people');
    const carol = await world.person('Carol');
    await world.befriend(bob, carol);
    const { id, facts } = await signedAndSent(alice, bob);
    carol.host.programs.know(facts);
    must(await bob.workspace.downloadFile(id));
    await world.pass(5000);
    must(await bob.workspace.programs.sendProgram(await bob.spaceWith('Carol'), id));
    await world.pass(5000);
    const fingerprint = (await alice.account()).slice(0, 16);
    expect(await by(carol, id)).toEqual({ kind: 'stranger', fingerprint });
  });

  it('PRG-8 a key without an account is a stranger’s; of what is not here nothing is said', async () => {
    const { alice } = await two();
    const id = await added(alice);
    const key = 'K'.repeat(43);
    alice.host.programs.know(factsOf(id, { key, isValid: true, account: null }));
    expect(await by(alice, id)).toEqual({ kind: 'stranger', fingerprint: key.slice(0, 16) });
    expect(await by(alice, 'A'.repeat(43) as BlobId)).toBe(null);
  });

  it('PRG-8 PRG-10 what was changed after it was signed is opened only by who was told', async () => {
    const { alice, bob } = await two();
    const { id, facts } = await signedAndSent(alice, bob);
    if (facts.signature === null) throw new Error('not signed');
    bob.host.programs.know({ ...facts, signature: { ...facts.signature, isValid: false } });
    const [program] = await bob.read(bob.workspace.programs.programs());
    if (program === undefined) throw new Error('no card');
    expect(await by(bob, id)).toEqual({ kind: 'broken' });
    const open = async (accepted?: 'package-changed') => {
      const opened = await bob.workspace.programs.openProgram(program.instance, undefined, accepted);
      return opened.ok ? 'opened' : opened.error.code;
    };
    expect([await open(), await open(), await open('package-changed')]).toEqual([
      'package-changed',
      'package-changed',
      'opened',
    ]);
    // A good signature by someone else's certificate is no better.
    const stolen = { ...facts.signature, account: { id: await bob.account(), certificate: Uint8Array.of(1) } };
    alice.host.programs.know({ ...facts, signature: stolen });
    await alice.close();
    await alice.open();
    expect(await by(alice, id)).toEqual({ kind: 'broken' });
  });

  it('PRG-9 what is not here is not signed, and a host that fails is said', async () => {
    const { alice } = await two();
    const codeOf = async (id: BlobId) => {
      const signed = await alice.workspace.programs.signPackage(id);
      return signed.ok ? 'ok' : signed.error.code;
    };
    expect(await codeOf('A'.repeat(43) as BlobId)).toBe('file-missing');
    const id = await added(alice);
    for (const [code, said] of [
      ['storage-full', 'storage-full'],
      ['package-too-large', 'package-too-large'],
      ['unreachable', 'host-unreachable'],
      ['invalid-input', 'internal'],
    ] as const) {
      alice.host.setFailure('mini.sign', code);
      expect(await codeOf(id)).toBe(said);
    }
  });
});
