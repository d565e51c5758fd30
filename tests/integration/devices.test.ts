/** One person on two devices, and a friend. */
import { describe, expect, it } from 'vitest';
import { linkDevice } from './support/linkedDevice.ts';
import { Person, must, two } from './support/world.ts';

async function story(): Promise<{ alice: Person; laptop: Person; bob: Person; pass: (ms: number) => Promise<void> }> {
  const { world, alice, bob } = await two();
  await alice.say('Bob', 'before');
  await bob.say('Alice', 'answer');
  await world.pass(1000);
  const laptop = await linkDevice(alice, 104_729);
  await world.pass(15_000);
  return { alice, laptop, bob, pass: (ms) => world.pass(ms) };
}

describe('a second device', () => {
  it('DEV-25 is the same person, with the contacts and the history of the first', async () => {
    const { alice, laptop } = await story();
    expect(await laptop.account()).toBe(await alice.account());
    expect((await laptop.read(laptop.workspace.contacts())).map(({ ownName }) => ownName)).toEqual(['Bob']);
    // The words were never there: nothing says that they were written down.
    const phrase = { phraseChecked: false, phraseElsewhere: true };
    expect(await laptop.read(laptop.workspace.ownProfile())).toMatchObject(phrase);
    expect(await laptop.texts('Bob')).toEqual(['before', 'answer']);
    expect((await laptop.messages('Bob')).map(({ own }) => own)).toEqual([true, false]);
  });

  it('DEV-12 says and hears what the first does, and the friend sees one person', async () => {
    const { alice, laptop, bob, pass } = await story();
    await laptop.say('Bob', 'from the laptop');
    await alice.say('Bob', 'from the desktop');
    await pass(2000);
    await bob.say('Alice', 'to both');
    await pass(15_000);
    const words = ['before', 'answer', 'from the laptop', 'from the desktop', 'to both'];
    for (const [person, name] of [
      [alice, 'Bob'],
      [laptop, 'Bob'],
      [bob, 'Alice'],
    ] as const)
      expect([...(await person.texts(name))].toSorted()).toEqual(words.toSorted());
    expect(new Set((await bob.messages('Alice')).map(({ author }) => author)).size).toBe(2);
    expect((await bob.read(bob.workspace.contacts())).length).toBe(1);
    expect(bob.workspace.connection.get().devices).toBe(2);
  });

  it('DEV-12 reaches the friend while the first is away, and the first later', async () => {
    const { alice, laptop, bob, pass } = await story();
    await alice.close();
    await pass(20_000);
    await laptop.say('Bob', 'while it slept');
    await pass(2000);
    expect(await bob.texts('Alice')).toContain('while it slept');
    await laptop.close();
    await pass(20_000);
    await bob.say('Alice', 'to whoever is there');
    await alice.open();
    await pass(20_000);
    expect(await alice.texts('Bob')).toEqual(expect.arrayContaining(['while it slept', 'to whoever is there']));
  });

  it('CHT-4 delivered means held by somebody else, not by another own device', async () => {
    const { alice, laptop, bob, pass } = await story();
    await bob.close();
    await pass(20_000);
    await alice.say('Bob', 'nobody there');
    await pass(5000);
    expect(await laptop.texts('Bob')).toContain('nobody there');
    expect((await alice.messages('Bob')).at(-1)?.state).toBe('sent');
  });

  it('DEV-26 digits that are wrong for the third time end the code', async () => {
    const { world, alice } = await two();
    const other = await new Person(world, 'Alice', 31).start();
    const code = must(await alice.workspace.offerLink());
    const joining = must(await other.joining({ code: code.link, name: 'Laptop' }));
    await world.pass(2000);
    const state = joining.state.get();
    const right = state.status === 'digits' ? state.digits : '';
    const wrong = right === '000000' ? '000001' : '000000';
    const codes = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const tried = await alice.workspace.confirmLink(wrong);
      codes.push(tried.ok ? 'ok' : tried.error.code);
    }
    expect(codes).toEqual(['device-digits-wrong', 'device-digits-wrong', 'device-link-over']);
    await world.pass(500);
    expect(joining.state.get()).toMatchObject({ status: 'failed', reason: 'wrong' });
    expect((await alice.workspace.confirmLink(right)).ok).toBe(false);
    expect((await alice.read(alice.workspace.devices())).length).toBe(1);
  });

  it('DEV-35 a new device is nobody until the person has said that the account is theirs', async () => {
    const { world, alice } = await two();
    const other = await new Person(world, 'Alice', 31).start();
    const code = must(await alice.workspace.offerLink());
    const joining = must(await other.joining({ code: code.link, name: 'Laptop' }));
    await world.pass(2000);
    const state = joining.state.get();
    must(await alice.workspace.confirmLink(state.status === 'digits' ? state.digits : ''));
    await world.pass(3000);
    const shown = joining.state.get();
    expect(shown).toMatchObject({ status: 'asking', name: 'Alice' });
    // DEV-72: the other shows the same, so that the two can be compared.
    const number = shown.status === 'asking' ? shown.number : '';
    expect(number).toMatch(/^(\d{5} ?){4}$/);
    expect(await alice.read(alice.workspace.linkOffer())).toMatchObject({ state: 'linked', number });
    joining.end();
    await joining.accept();
    await other.close();
    await other.start();
    expect(other.application?.startup.get().status).toBe('first-start');
  });

  it('DEV-12 has the files of the chats, also those sent before, while the friend is away', async () => {
    const { world, alice, bob } = await two();
    const file = { file: new File(['minutes'], 'minutes.txt', { type: 'text/plain' }), asFile: false, caption: '' };
    must(await alice.workspace.sendFiles(await alice.spaceWith('Bob'), [file]));
    await world.pass(3000);
    await bob.close();
    const laptop = await linkDevice(alice, 104_729);
    await world.pass(20_000);
    const [sent] = (await laptop.messages('Bob')).flatMap(({ body }) => (body.kind === 'file' ? [body.file] : []));
    if (sent === undefined) throw new Error('no file came');
    must(await laptop.workspace.downloadFile(sent.blob));
    const state = laptop.workspace.fileState(sent);
    const stop = state.subscribe(() => undefined);
    await world.pass(5000);
    expect(state.get().state).toBe('here');
    stop();
  });
});
