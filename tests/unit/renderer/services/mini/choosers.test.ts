/** webxdc 1.3 and `window.banyan`: what goes through a person's hand. */
import { describe, expect, it } from 'vitest';
import { cleanWords } from '@shared/cleanLine.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { programAddress } from '@domain/mini/address.ts';
import { allow, callBanyan } from '../../../../support/web/banyanCalls.ts';
import { OpenProgram } from '../../../../support/web/programWorld.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const chat = idOf<SpaceId>('another chat');
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('sendToChat', () => {
  it.each([
    ['blob', { name: 'a.txt', blob: new Blob(['hello'], { type: 'text/plain' }) }, 'hello'],
    ['base64', { name: 'a.txt', base64: 'aGVsbG8=' }, 'hello'],
    ['plainText', { name: 'a.txt', plainText: 'hello' }, 'hello'],
    ['empty plainText', { name: 'a.txt', plainText: '' }, ''],
    ['empty base64', { name: 'a.txt', base64: '' }, ''],
    ['empty blob', { name: 'a.txt', blob: new Blob([]) }, ''],
  ])('MPH-6 hands over %s, and the person chooses', async (_, file, content) => {
    const program = new OpenProgram();
    const { webxdc } = program.page();
    const sent = webxdc.sendToChat({ text: 'look', file });
    const prompt = await program.prompt('send-to-chat');
    expect(prompt.text).toBe('look');
    expect(textOf(prompt.file?.bytes)).toBe(content);
    prompt.answer({ space: chat, text: 'look, edited' });
    expect(await sent).toBeUndefined();
    expect(program.sent).toEqual([{ space: chat, text: 'look, edited', file: 'a.txt' }]);
  });

  it('MPH-6 the program is not told that the person gave up', async () => {
    const program = new OpenProgram();
    const sent = program.page().webxdc.sendToChat({ text: 'look' });
    (await program.prompt('send-to-chat')).answer(null);
    expect(await sent).toBeUndefined();
    expect(program.sent).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['no object', 'text'],
    ['an empty text alone', { text: '' }],
    ['a text that is none', { text: 5 }],
    ['a file without a name', { file: { plainText: 'x' } }],
    ['a file without content', { file: { name: 'a' } }],
    ['two contents', { file: { name: 'a', plainText: 'x', base64: 'eA==' } }],
    ['bad base64', { file: { name: 'a', base64: '***' } }],
    ['a blob that is none', { file: { name: 'a', blob: 'text' } }],
  ])('MPH-6 rejects %s, and nobody is asked', async (_, message) => {
    const program = new OpenProgram();
    await expect(program.page().webxdc.sendToChat(message)).rejects.toThrow(TypeError);
    expect(program.prompts.shown.get()).toBeNull();
  });

  it('MPH-6 what turns or hides text is gone before anyone reads it, and lines stay', async () => {
    const program = new OpenProgram();
    const text = '1.\tfrom you?\u202e live\r\n\u2067two\u2069\u0000\u200b\u2028three\ud800 👨‍👩‍👧 می‌خواهم';
    void program.page().webxdc.sendToChat({ text, file: { name: 'a', plainText: '' } });
    const shown = (await program.prompt('send-to-chat')).text;
    expect(shown).toBe('1.\tfrom you? live\ntwo\nthree 👨‍👩‍👧 می‌خواهم');
    expect(cleanWords(shown)).toBe(shown);
  });

  it('MPH-6 a file name is cleaned before anyone sees it', async () => {
    const program = new OpenProgram();
    void program.page().webxdc.sendToChat({ file: { name: '../..\\\u202egpj.exe', plainText: '' } });
    expect((await program.prompt('send-to-chat')).file?.name).toBe('gpj.exe');
  });
});

describe('importFiles', () => {
  const file = (name: string, type: string) => ({ name, type, bytes: new TextEncoder().encode(name) });

  it('MPH-7 gives the files that fit by either list, as files', async () => {
    const program = new OpenProgram();
    const filter = { extensions: ['.TXT'], mimeTypes: ['image/*'], multiple: true };
    const imported = program.page().webxdc.importFiles(filter);
    const prompt = await program.prompt('import-files');
    expect(prompt).toMatchObject({ extensions: ['.txt'], mimeTypes: ['image/*'], multiple: true });
    prompt.answer([file('a.txt', ''), file('b.png', 'image/png'), file('c.exe', 'application/x-msdos-program')]);
    const files = await imported;
    expect(files.map(({ name }) => name)).toEqual(['a.txt', 'b.png']);
    expect(files.every((one) => one instanceof File)).toBe(true);
    expect(await files[0]?.text()).toBe('a.txt');
    expect(files[1]?.type).toBe('image/png');
  });

  it('MPH-7 gives one where several were not asked for, and an empty list when the person gives up', async () => {
    const program = new OpenProgram();
    const { webxdc } = program.page();
    const one = webxdc.importFiles();
    (await program.prompt('import-files')).answer([file('a', ''), file('b', '')]);
    expect(await one).toHaveLength(1);
    const none = webxdc.importFiles({});
    (await program.prompt('import-files')).answer([]);
    expect(await none).toEqual([]);
  });

  it.each([[{ extensions: ['txt'] }], [{ extensions: '.txt' }], [{ mimeTypes: [5] }], ['all']])(
    'MPH-7 rejects the filter %j',
    async (filter) => {
      await expect(new OpenProgram().page().webxdc.importFiles(filter)).rejects.toThrow(TypeError);
    },
  );
});

describe('window.banyan', () => {
  const all = {
    permissions: ['profile', 'contacts.pick', 'scan', 'clipboard.write', 'net', 'pay', 'storage.sync', 'share'],
    net: ['api.example.org'],
  } as const;
  it('MPH-12 is absent unless declared, and has only what is declared', () => {
    expect(new OpenProgram().page().banyan).toBeUndefined();
    const { banyan } = new OpenProgram({ declared: { permissions: ['scan'], net: [] } }).page();
    expect(Object.keys(banyan ?? {}).toSorted()).toEqual(['permissions', 'scan', 'version']);
    expect(Object.isFrozen(banyan)).toBe(true);
    const full = new OpenProgram({ declared: all }).page().banyan;
    expect(Object.keys(full ?? {})).toHaveLength(2 + all.permissions.length);
  });

  it('MPH-12 asks once, remembers a yes and a no, and obeys a word taken back', async () => {
    const program = new OpenProgram({ declared: all });
    const page = program.page();
    const first = callBanyan(page, 'profile');
    await allow(program, true);
    expect(await first).toMatchObject({ id: page.webxdc.selfAddr, name: 'Ann' });
    expect(await callBanyan(page, 'profile')).toMatchObject({ name: 'Ann' });
    program.granted.set(program.granted.get().map((grant) => ({ ...grant, granted: false })));
    await expect(callBanyan(page, 'profile')).rejects.toMatchObject({ code: 'not-granted' });
    expect(program.prompts.shown.get()).toBeNull();
  });

  it('MPH-12 a prompt closed without a word is no, and is asked another time', async () => {
    const program = new OpenProgram({ declared: all });
    const page = program.page();
    const first = callBanyan(page, 'profile');
    await allow(program, null);
    await expect(first).rejects.toMatchObject({ code: 'not-granted' });
    expect(program.granted.get()).toEqual([]);
    void callBanyan(page, 'profile');
    await program.prompt('permission');
  });

  it('MPH-12 contacts are known by addresses of this instance alone', async () => {
    const program = new OpenProgram({ declared: all });
    const picked = callBanyan(program.page(), 'contacts.pick', { multiple: false });
    await allow(program, true);
    const [one, two] = [idOf<AccountId>('one'), idOf<AccountId>('two')];
    (await program.prompt('pick-contacts')).answer([one, two]);
    expect(await picked).toEqual([{ id: programAddress(one, program.instance), name: `name of ${one.slice(0, 4)}` }]);
  });

  it('MPH-12 scan, copy and share go through the person', async () => {
    const program = new OpenProgram({ declared: all });
    const page = program.page();
    const scanned = callBanyan(page, 'scan');
    await allow(program, true);
    (await program.prompt('scan')).answer('code');
    expect(await scanned).toBe('code');
    const copied = callBanyan(page, 'clipboard.write', 'wo\u202Erds');
    await allow(program, true);
    const prompt = await program.prompt('copy');
    expect(prompt.text).toBe('words');
    prompt.answer(false);
    await expect(copied).rejects.toMatchObject({ code: 'cancelled' });
    const shared = callBanyan(page, 'share', 'words');
    await allow(program, true);
    (await program.prompt('send-to-chat')).answer({ space: chat, text: 'words' });
    await shared;
    expect(program.sent).toEqual([{ space: chat, text: 'words', file: null }]);
  });
});
