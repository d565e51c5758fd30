import { createHash } from 'node:crypto';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import { dataKinds } from '@domain/exporting/all/form.ts';
// Virtual time does not wait for an import: what is loaded late is loaded before.
import '@services/exporting/all/exportAll.ts';
import '@services/channels/channelCode.ts';
import '@services/moments/momentReads.ts';
import '@services/cashu/mintViews.ts';
import '@services/wallet/walletReads.ts';
import type { EventId } from '@shared/ids.ts';
import { must, two } from './support/world.ts';
import { archiveIn, exportOf } from './support/exports.ts';

const secretsOf = async (person: Awaited<ReturnType<typeof two>>['alice']) => {
  const words = await person.workspace.recoveryPhrase();
  return words.ok ? words.value : [];
};

describe('everything in open formats', () => {
  it('EXA-2 EXA-3 EXA-4 EXA-5 everything is there, fits its schema, and is what the manifest says', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    const first = (await alice.say('Bob', 'Lunch <b>now</b>?')) as EventId;
    await world.pass(500);
    must(await bob.workspace.sendText(space, 'نعم **Yes**', { reply: first }));
    must(await bob.workspace.react(space, first, '👍'));
    must(await alice.workspace.editMessage(space, first, { text: 'Lunch at one?' }));
    const file = new File([`${MEMORY_PICTURE}sea`], 'sea.jpg');
    must(await alice.workspace.sendFiles(space, [{ file, asFile: false, caption: '' }]));
    const gone = must(await bob.workspace.sendText(space, 'a secret')).id;
    await world.pass(3000);
    must(await bob.workspace.recallMessage(space, gone));
    must(await alice.workspace.setFavourite(space, first, true));
    must(await alice.workspace.saveDraft(space, 'half written'));
    must(
      await alice.workspace.postMoment({
        text: 'A day out',
        files: [{ file, asFile: false, caption: '' }],
        link: null,
        program: null,
        shared: null,
        audience: { kind: 'contacts' },
        life: null,
      }),
    );
    must(await alice.workspace.openChannel({ name: 'Garden', description: 'What grows', picture: null }));
    await world.pass(3000);

    const { counts, leftOut, zip } = await exportOf(alice);
    const files = archiveIn(zip);
    expect(leftOut).toMatchObject({ endingMessages: 0, filesNotHere: 0 });
    expect(counts).toMatchObject({
      contacts: 1,
      conversations: 1,
      messages: 4,
      moments: 1,
      channels: 1,
      favourites: 1,
    });

    expectWhole(files);
    const [said, answer, photo, taken] = files.lines('messages');
    expect(said).toMatchObject({ text: 'Lunch at one?', versions: [{ text: 'Lunch <b>now</b>?' }, {}] });
    expect(said?.['reactions']).toMatchObject([{ sign: '👍' }]);
    expect(answer).toMatchObject({ reply: first, text: 'نعم **Yes**' });
    expect(taken).toMatchObject({ kind: 'recalled' });
    const [medium] = files.lines('media');
    expect(photo).toMatchObject({ kind: 'file', file: { path: medium?.['path'] } });
    expect(
      createHash('sha256')
        .update(files.bytes(String(medium?.['path'])))
        .digest('hex'),
    ).toBe(medium?.['sha256']);
    expect(files.lines('moments')[0]).toMatchObject({ text: 'A day out', files: [{ path: medium?.['path'] }] });
    expect(files.lines('channels')[0]).toMatchObject({ name: 'Garden', role: 'owner', feed: null });
    expect(files.lines('drafts')).toMatchObject([{ kind: 'chat', text: 'half written' }]);
    expect(files.lines('settings').map(({ name }) => name)).toContain('theme');
    expect(
      files
        .lines('people')
        .map(({ name }) => String(name))
        .toSorted(),
    ).toEqual(['Alice', 'Bob', 'Garden']);
    expect(zipText(files)).not.toContain('a secret');
  });

  it('EXA-7 nothing in it lets anybody write, meet or pay in place of who made it', async () => {
    const { world, alice } = await two();
    await alice.say('Bob', 'hello');
    must(
      await alice.workspace.updateSettings({
        iceServers: [{ urls: ['turn:relay.example.org'], username: 'ann-user', credential: 'ann-password' }],
      }),
    );
    await world.pass(500);
    const words = await secretsOf(alice);
    expect(words.length).toBe(12);
    const { zip } = await exportOf(alice);
    const all = zipText(archiveIn(zip));
    expect(all).toContain('turn:relay.example.org');
    expect(all).not.toContain('ann-user');
    expect(all).not.toContain('ann-password');
    expect(all).not.toContain(words.join(' '));
    for (const secret of secretsIn(alice.keys)) expect(all.includes(secret)).toBe(false);
  });

  it('EXA-8 its pages lead to each other, run nothing, and show what was said', async () => {
    const { world, alice } = await two();
    await alice.say('Bob', '<script>alert(1)</script> **hello**');
    await world.pass(500);
    const { zip } = await exportOf(alice);
    const files = archiveIn(zip);
    const index = files.text('index.html');
    expect(index).toContain('<a href="pages/chat-0001.html">');
    expect(index).toContain('Anyone can read this');
    const page = files.text('pages/chat-0001.html');
    expect(page).toContain('<a href="../index.html">');
    expect(page).toContain('<strong>hello</strong>');
    for (const path of files.paths.filter((one) => one.endsWith('.html'))) {
      expect(files.text(path)).not.toMatch(/<script|onerror|javascript:/iu);
      expect(files.text(path)).toContain("default-src 'none'".replaceAll("'", '&#39;'));
    }
  });

  it('EXA-9 of large files no more is held than a chunk, and who gives up leaves no archive', async () => {
    const { world, alice, bob } = await two();
    const space = await alice.spaceWith('Bob');
    // So much is said to nobody who would have to take it all.
    await bob.close();
    const large = Array.from({ length: 4 }, (_, part) => ({
      file: new File([new Uint8Array(3_000_000).fill(part)], `part-${part}.bin`),
      asFile: true,
      caption: '',
    }));
    must(await alice.workspace.sendFiles(space, large));
    for (let index = 0; index < 2100; index += 1)
      must(await alice.workspace.sendText(space, `line ${index} ${'word '.repeat(20)}`));
    await world.pass(3000);
    const { largest, zip, held } = await exportOf(alice);
    expect(zip.length).toBeGreaterThan(12_000_000);
    expect(largest).toBeLessThan(512 * 1024);
    // Read of files and not written yet.
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThanOrEqual(256 * 1024);
    const files = archiveIn(zip);
    expect(files.paths.filter((path) => path.startsWith('pages/chat-'))).toHaveLength(3);
    expect(files.lines('media')).toHaveLength(4);
    const stopped = await exportOf(alice, { stopAt: 1_000_000 });
    expect([stopped.code, stopped.state]).toEqual(['upload-cancelled', 'aborted']);
  });
});

/** What the manifest says of every file is true, and every line fits its schema. */
function expectWhole(files: ReturnType<typeof archiveIn>): void {
  const manifest = files.json('manifest.json') as { files: { path: string; bytes: number; sha256: string }[] };
  for (const { path, bytes, sha256 } of manifest.files) {
    expect(files.bytes(path).length, path).toBe(bytes);
    expect(createHash('sha256').update(files.bytes(path)).digest('hex'), path).toBe(sha256);
  }
  const listed = new Set(manifest.files.map(({ path }) => path));
  expect(files.paths.filter((path) => !listed.has(path) && !path.startsWith('media/'))).toEqual(['manifest.json']);

  const { definitions } = files.json('schema.json') as { definitions: Record<string, object> };
  const fits = (name: string, value: unknown) => {
    const ajv = new Ajv();
    expect(ajv.validate(definitions[name] ?? false, value), `${name}: ${ajv.errorsText()}`).toBe(true);
  };
  fits('manifest', manifest);
  for (const kind of dataKinds) for (const line of files.lines(kind)) fits(kind, line);
  expect(new Ajv().validate(definitions['messages'] ?? true, { conversation: 'x' })).toBe(false);
}

/** Every text of an archive as one. */
function zipText(files: ReturnType<typeof archiveIn>): string {
  return files.paths.map((path) => files.text(path)).join('\n');
}

/** What a vault keeps, as it would stand in a text. */
function secretsIn(keys: unknown): readonly string[] {
  const found: Uint8Array[] = [];
  const look = (value: unknown, depth: number) => {
    if (value instanceof Uint8Array && value.length >= 16) found.push(value);
    else if (value instanceof Map) for (const one of value.values()) look(one, depth + 1);
    else if (typeof value === 'object' && value !== null && depth < 6)
      for (const one of Object.values(value)) look(one, depth + 1);
  };
  look(keys, 0);
  expect(found.length).toBeGreaterThan(0);
  return found.flatMap((bytes) => [
    Buffer.from(bytes).toString('base64url'),
    Buffer.from(bytes).toString('hex'),
    Buffer.from(bytes).toString('base64'),
  ]);
}
