/** Whether a chat that is brought in is one that is here already (IMP-17). */
import { describe, expect, it } from 'vitest';
import { zipFiles } from '@domain/archive/zipFiles.ts';
// Virtual time does not wait for an import: what is loaded late is loaded before.
import '@services/importing/importCode.ts';
import '@services/importing/runImport.ts';
import type { ChosenExport, ImportWish, ImportedOne } from '@services/workspace/importWorkspace.ts';
import { type Person, must, setup } from './support/world.ts';

type Files = Readonly<Record<string, string>>;

/** An export of one chat, with files by their names. */
function exported(lines: readonly string[], files: Files = {}): readonly ChosenExport[] {
  const all = Object.entries({ '_chat.txt': lines.join('\n'), ...files });
  const bytes = zipFiles(new Map(all.map(([name, text]) => [name, new TextEncoder().encode(text)] as const)));
  return [{ path: 'WhatsApp Chat.zip', file: new Blob([new Uint8Array(bytes)]) }];
}

async function one(): Promise<Person> {
  const [alice] = (await setup('Alice')).people;
  if (alice === undefined) throw new Error('nobody there');
  return alice;
}

const WISH = { chat: 0, me: 'Alice', order: 'day-first', withFiles: true } as const;

interface Brought {
  readonly lines: readonly string[];
  readonly files?: Files;
  readonly wish?: Partial<Pick<ImportWish, 'me' | 'withFiles'>>;
}

async function take(person: Person, name: string, { lines, files, wish }: Brought): Promise<ImportedOne> {
  return must(await person.workspace.importChat({ ...WISH, ...wish, name, files: exported(lines, files) }));
}

/** Names and lengths of the chats that are here. */
async function chatsOf(person: Person): Promise<readonly string[]> {
  const { chats } = await person.read(person.workspace.imports());
  return chats.map(({ name, messages }) => `${name} ${messages}`).toSorted();
}

async function sizesOf(person: Person): Promise<readonly number[]> {
  const { account } = await person.read(person.workspace.ownProfile());
  return must(await person.host.call('blob.list', { account, after: null })).blobs.map(({ size }) => size);
}

const at = (minute: number) => `01/02/2023, 10:${String(minute).padStart(2, '0')}`;
const INVITE = [`${at(0)} - Messages and calls are end-to-end encrypted`, `${at(1)} - Alice: Party on Saturday!`];
const ANSWERED = [...INVITE, `${at(2)} - Cyd: do not tell Ben`];

const PICTURE = 'IMG-1.jpg';
const PICTURED = [`${at(0)} - Alice: hello`, `${at(1)} - Ben: ${PICTURE} (file attached)`];
const WHOLE = 'the whole long picture '.repeat(100);
const CUT = 'x'.repeat(77);

describe('a word that was sent to many, one by one', () => {
  it.each([
    ['the unanswered one comes before', ['Ben', 'Cyd']],
    ['the answered one comes before', ['Cyd', 'Ben']],
  ])('IMP-17 begins chats that are not the same: %s', async (_title, order) => {
    const alice = await one();
    for (const name of order)
      expect((await take(alice, name, { lines: name === 'Cyd' ? ANSWERED : INVITE })).is).toBe('new');
    expect(await chatsOf(alice)).toEqual(['Ben 2', 'Cyd 3']);
  });

  it('IMP-17 and nobody answered: each stands by its name', async () => {
    const alice = await one();
    for (const name of ['Ben', 'Cyd']) await take(alice, name, { lines: INVITE });
    expect(await chatsOf(alice)).toEqual(['Ben 2', 'Cyd 2']);
    expect((await take(alice, 'Ben', { lines: INVITE })).is).toBe('here');
  });

  it('IMP-17 is the same chat under the same name', async () => {
    const alice = await one();
    const { space } = await take(alice, 'Cyd', { lines: INVITE });
    expect(await take(alice, 'Cyd', { lines: ANSWERED })).toEqual({
      space,
      name: 'Cyd',
      is: 'more',
      fresh: 1,
      already: 2,
    });
    expect(await chatsOf(alice)).toEqual(['Cyd 3']);
  });
});

describe('files of an export that is brought in again', () => {
  it.each([
    ['longer', [...PICTURED, `${at(2)} - Ben: more`], 3],
    ['as long', PICTURED, 2],
  ])(
    'IMP-17 other bytes under the same name take nothing away: an export that is %s',
    async (_title, lines, messages) => {
      const alice = await one();
      await take(alice, 'Ben', { lines: PICTURED, files: { [PICTURE]: WHOLE } });
      expect((await take(alice, 'Ben', { lines, files: { [PICTURE]: CUT } })).is).toBe('new');
      expect(await chatsOf(alice)).toEqual(['Ben 2', `Ben ${messages}`]);
      const sizes = await sizesOf(alice);
      expect(sizes).toContain(WHOLE.length);
      expect(sizes).toContain(CUT.length);
    },
  );

  it('IMP-17 a picture that only a shorter one has is not passed over', async () => {
    const alice = await one();
    const files = { [PICTURE]: WHOLE };
    const bare = { files, wish: { withFiles: false } };
    await take(alice, 'Ben', { lines: [...PICTURED, `${at(2)} - Ben: more`], ...bare });
    expect((await take(alice, 'Ben', { lines: PICTURED, ...bare })).is).toBe('here');
    await take(alice, 'Ben', { lines: PICTURED, files });
    expect(await chatsOf(alice)).toEqual(['Ben 2', 'Ben 3']);
    expect(await sizesOf(alice)).toContain(WHOLE.length);
  });

  it('IMP-17 pictures that came, or who one is, are told of though no message is new', async () => {
    const alice = await one();
    const files = { [PICTURE]: WHOLE };
    const { space } = await take(alice, 'Ben', { lines: PICTURED, files, wish: { withFiles: false } });
    expect(await sizesOf(alice)).not.toContain(WHOLE.length);
    const renewed = { space, name: 'Ben', is: 'more', fresh: 0, already: 2 };
    expect(await take(alice, 'Ben', { lines: PICTURED, files })).toEqual(renewed);
    expect(await sizesOf(alice)).toContain(WHOLE.length);
    expect(await take(alice, 'Ben', { lines: PICTURED, files, wish: { me: 'Ben' } })).toEqual(renewed);
    expect(await take(alice, 'Ben', { lines: PICTURED, files, wish: { me: 'Ben' } })).toEqual({
      ...renewed,
      is: 'here',
    });
    expect(await chatsOf(alice)).toEqual(['Ben 2']);
  });
});

it('IMP-17 an export that begins later stands beside', async () => {
  const alice = await one();
  const lines = Array.from(
    { length: 25 },
    (_, index) => `${at(index)} - ${index % 2 === 0 ? 'Ben' : 'Alice'}: words ${index}`,
  );
  await take(alice, 'Ben', { lines: lines.slice(0, 20) });
  await take(alice, 'Ben', { lines: lines.slice(1) });
  expect(await chatsOf(alice)).toEqual(['Ben 20', 'Ben 24']);
});
