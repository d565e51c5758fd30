import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { programPortOf } from '@adapters/programs/programPort.ts';
import { KEYBOARD_DELAY } from '@services/mini/linkAsker.ts';
import { outlookOf, readProgramLink } from '@services/mini/programLink.ts';
import type { ProgramPrompt } from '@services/mini/prompts.ts';
import { parseExternalUrl } from '../../../../../src/main/services/host/externalUrl.ts';
import { until } from '../../../../support/shared/until.ts';
import { OpenProgram } from '../../../../support/web/programWorld.ts';

/** A page that says whatever it likes, and what the host said to it. */
function forging(program: OpenProgram) {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  port2.addEventListener('message', ({ data }: MessageEvent) => heard.push(data));
  port2.start();
  program.host.attach(programPortOf(port1));
  return { say: (message: unknown) => port2.postMessage(message), heard };
}

const link = (url: string) => ({ type: 'link', url });
const shown = (program: OpenProgram): ProgramPrompt | null => program.prompts.shown.get();

describe('links out of a program', () => {
  it('MPH-40 the person is asked once, whatever is claimed meanwhile, and the program is told nothing of the answer', async () => {
    const program = new OpenProgram();
    const page = forging(program);
    for (let count = 0; count < 50; count += 1) page.say(link(`https://example.org/${count}`));
    const asked = await program.prompt('link');
    expect(asked.url).toBe('https://example.org/0');
    asked.answer(null);
    await until(() => page.heard.length > 0);
    expect(shown(program)).toBe(null);
    expect(new Set(page.heard.map((message) => JSON.stringify(message)))).toEqual(
      new Set([JSON.stringify({ type: 'warning', code: 'link-dropped' })]),
    );
  });

  it('MPH-40 nobody is asked for a program that is not in use, nor beside another question', async () => {
    const program = new OpenProgram();
    const page = forging(program);
    program.isInUse = () => false;
    page.say(link('https://example.org/'));
    await until(() => page.heard.length === 1);
    expect(shown(program)).toBe(null);
    program.isInUse = () => true;
    page.say({ type: 'call', id: 1, call: 'sendToChat', input: { text: 'hello', file: null } });
    const chat = await program.prompt('send-to-chat');
    page.say(link('https://example.org/'));
    await until(() => page.heard.length === 2);
    chat.answer(null);
    await until(() => page.heard.length === 3);
    expect(shown(program)).toBe(null);
  });

  it('MPH-40 the keyboard may come a little later than the word of the press, and no later', async () => {
    const clock = new FakeClock();
    const program = new OpenProgram({ clock });
    const page = forging(program);
    program.isInUse = () => false;
    page.say(link('https://example.org/soon'));
    // Any other word comes after it: when that is answered, the link was heard.
    const heard = async (id: number) => {
      page.say({ type: 'call', id, call: 'banyan.scan', input: {} });
      await until(() => page.heard.some((message) => JSON.stringify(message).includes(`"id":${id}`)));
    };
    await heard(1);
    expect(shown(program)).toBe(null);
    program.isInUse = () => true;
    await clock.advance(KEYBOARD_DELAY);
    expect(shown(program)).toMatchObject({ kind: 'link', url: 'https://example.org/soon' });
    const prompt = shown(program);
    if (prompt?.kind === 'link') prompt.answer(null);
    program.isInUse = () => false;
    page.say(link('https://example.org/never'));
    await heard(2);
    await clock.advance(KEYBOARD_DELAY);
    program.isInUse = () => true;
    await clock.advance(10 * KEYBOARD_DELAY);
    expect(shown(program)).toBe(null);
  });

  it('MPH-40 what asks in a loop is heard four times, then once in ten seconds, also after its page was loaded anew', async () => {
    const clock = new FakeClock();
    const program = new OpenProgram({ clock });
    let page = forging(program);
    const asks = async () => {
      const before = page.heard.length;
      page.say(link('https://example.org/'));
      await until(() => shown(program) !== null || page.heard.length > before);
      const prompt = shown(program);
      if (prompt?.kind === 'link') prompt.answer(null);
      return prompt !== null;
    };
    expect([await asks(), await asks()]).toEqual([true, true]);
    page = forging(program);
    expect([await asks(), await asks(), await asks()]).toEqual([true, true, false]);
    await clock.advance(9000);
    expect(await asks()).toBe(false);
    await clock.advance(1100);
    expect([await asks(), await asks()]).toEqual([true, false]);
  });

  it('MPH-40 closing the program takes the question away', async () => {
    const program = new OpenProgram();
    forging(program).say(link('https://example.org/'));
    await program.prompt('link');
    await program.host.close();
    expect(shown(program)).toBe(null);
  });

  it('MPH-14 MPH-40 what is no address, or too long for one, is dropped', async () => {
    const program = new OpenProgram();
    const page = forging(program);
    const long = `https://example.org/${'x'.repeat(2048)}`;
    for (const said of [
      link('tel:1'),
      link('nonsense'),
      link(long),
      { type: 'link' },
      { type: 'link', url: 7 },
      { ...link('https://a.org/'), more: 1 },
    ])
      page.say(said);
    page.say({ type: 'call', id: 9, call: 'banyan.scan', input: {} });
    await until(() => page.heard.some((message) => JSON.stringify(message).includes('not-declared')));
    expect(shown(program)).toBe(null);
  });
});

describe('an address', () => {
  it.each([
    ['https://example.org', 'https://example.org/'],
    ['HTTP://EXAMPLE.org:80/a b?q=ü#é', 'http://example.org/a%20b?q=%C3%BC#%C3%A9'],
    ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/'],
    ['https://example.org/\u202egpj.exe', 'https://example.org/%E2%80%AEgpj.exe'],
    ['https:\\\\example.org\\a', 'https://example.org/a'],
    ['mailto:ann@example.org', 'mailto:ann@example.org'],
    [
      'mailto:ann@example.org?subject=Hi%20there&body=a%0D%0Ab&attach=/etc/passwd&bcc=x@y.z',
      'mailto:ann@example.org?subject=Hi%20there&body=a%0D%0Ab',
    ],
    ['mailto:ann@example.org?subject=1+1%2B1&body=a+b%09c', 'mailto:ann@example.org?subject=1%2B1%2B1&body=a%2Bb%09c'],
    ['mailto:ann@example.org?subject=a&subject=b%0D%0A&cc=x@y.z', 'mailto:ann@example.org?subject=a'],
  ])('MPH-41 %j is opened in its normal form', (text, normal) => {
    expect(readProgramLink(text)).toBe(normal);
    expect(readProgramLink(normal)).toBe(normal);
    expect(parseExternalUrl(normal)).toEqual({ ok: true, value: normal });
  });

  it.each([
    'ftp://example.org/',
    'tel:1',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'banyan://invite/x',
    'ms-settings:',
    'https://bank.example@evil.example/',
    'https://:secret@evil.example/',
    'mailto:',
    'mailto:?attach=/etc/passwd',
    'mailto:a@b.example,c@d.example',
    'mailto:a%40b@c.example',
    'mailto:a@b.example%0d%0abcc:c@d.example',
    'mailto:a@b.example?subject=hi%0D%0ABcc:evil@c.example',
    'mailto:a@b.example?subject=hi%09there',
    'mailto:a@b.example?subject=hi%7F',
    'mailto:a@b.example?subject=hi%C2%85Bcc:evil@c.example',
    'mailto:a@b.example?subject=hi%E2%80%A8Bcc:evil@c.example',
    'mailto:a@b.example?body=x%00y',
    'mailto:a@b.example?body=x%1By',
    'mailto:a@b.example?body=%FF',
    'relative/path',
    '//example.org/',
    '',
    `https://example.org/${'x'.repeat(2030)}`,
    `https://example.org/${'ü'.repeat(400)}`,
  ])('MPH-41 %j is not opened', (text) => {
    expect(readProgramLink(text)).toBe(null);
  });

  it('MPH-41 whatever is said: nothing, or plain ASCII that the host’s own door takes', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc
        .tuple(
          fc.constantFrom('https://', 'http:', 'mailto:', 'https://a@', ' \thttps://'),
          fc.string({ unit: 'grapheme' }),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const read = readProgramLink(text);
        if (read === null) return;
        expect(read).toMatch(/^(https?:\/\/|mailto:)[!-~]+$/);
        expect(readProgramLink(read)).toBe(read);
        expect(parseExternalUrl(read).ok).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('MPH-41 tells where it leads, and what is odd about it', () => {
    expect(outlookOf('https://example.org:8443/a')).toEqual({
      destination: 'example.org:8443',
      kind: 'web',
      isEncoded: false,
      isOpen: false,
    });
    expect(outlookOf('http://www.xn--80ak6aa92e.com/')).toMatchObject({
      destination: 'www.xn--80ak6aa92e.com',
      isEncoded: true,
      isOpen: true,
    });
    expect(outlookOf('mailto:ann@xn--80ak6aa92e.com?body=x')).toEqual({
      destination: 'ann@xn--80ak6aa92e.com',
      kind: 'mail',
      isEncoded: true,
      isOpen: false,
    });
  });
});
