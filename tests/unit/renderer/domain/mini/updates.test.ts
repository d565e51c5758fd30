import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_INFO, MAX_NOTIFY, MAX_SUMMARY } from '@shared/mini/bridgeLimits.ts';
import { cleanHref } from '@domain/mini/cleanHref.ts';
import { cleanText, cleanUpdate } from '@domain/mini/cleanUpdate.ts';
import { encodeUpdate, normalJson, readUpdate } from '@domain/mini/updateText.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const BASE = 'https://program.invalid';

describe('updates', () => {
  it('MIN-5 an update comes back as it was said, whatever JSON its payload is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, isBare) => {
        const payload = JSON.stringify(value);
        const update = isBare
          ? { payload }
          : { payload, info: 'A voted', href: '/a?b#c', document: 'Poll', summary: '3 votes', notify: { '*': 'look' } };
        const back = readUpdate(encodeUpdate(update));
        expect(back).toEqual({ ...update, payload: JSON.stringify(JSON.parse(payload)) });
      }),
    );
  });

  it('MIN-5 whatever else stands beside the payload, it is one JSON value, the last of that name', () => {
    const read = (text: string) => readUpdate(bytesOf(text));
    expect(read('{"payload":1,"payload":2}')).toEqual({ payload: '2' });
    expect(read('{"payload":{"a":1},"b":{"c":2}}')).toEqual({ payload: '{"a":1}' });
    expect(read('{"payload":"a","info":"b"}')).toEqual({ payload: '"a"', info: 'b' });
    fc.assert(
      fc.property(fc.json(), fc.string(), (payload, rest) => {
        const update = read(`{"payload":${payload}${rest}}`);
        if (update !== null) expect(() => JSON.parse(update.payload) as unknown).not.toThrow();
        if (rest.trim() === '') expect(JSON.parse(update?.payload ?? '')).toEqual(JSON.parse(payload));
      }),
    );
  });

  it('MIN-5 any bytes are an update or nothing, and never throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytesOf)), (bytes) => {
        const update = readUpdate(bytes);
        expect(update === null || typeof JSON.parse(update.payload) !== 'undefined').toBe(true);
      }),
    );
    expect(readUpdate(bytesOf('{"info":"no payload"}'))).toBeNull();
    expect(readUpdate(bytesOf('[1]'))).toBeNull();
    expect(readUpdate(bytesOf('null'))).toBeNull();
    const deep = bytesOf(`{"payload":${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
    expect(() => readUpdate(deep)).not.toThrow();
    for (const text of ['{"payload":}', '{"payload":1', '{"payload":1}}', '{"payload":1},{"a":2}', '{"payload":tru}'])
      expect(readUpdate(bytesOf(text)), text).toBeNull();
    expect(readUpdate(bytesOf('{"payload":null}'))).toEqual({ payload: 'null' });
  });

  it('MIN-5 a field of the wrong type is as if it were not there; a prototype key is a key', () => {
    const text = '{"payload":{"__proto__":{"a":1}},"info":5,"href":null,"notify":[1],"more":1,"summary":"s"}';
    expect(readUpdate(bytesOf(text))).toEqual({ payload: '{"__proto__":{"a":1}}', summary: 's' });
    expect(normalJson('{ "a" : 1 }')).toBe('{"a":1}');
    expect(normalJson('{a:1}')).toBeNull();
    expect(normalJson('')).toBeNull();
  });

  it('MIN-8 texts are one clean line within their limits, and cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 130 }), (text, most) => {
        const clean = cleanText(text, most);
        expect(clean.length).toBeLessThanOrEqual(most);
        expect(clean).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b]/u);
        expect(clean.isWellFormed()).toBe(true);
        expect(cleanText(clean, most)).toBe(clean);
      }),
    );
    const update = cleanUpdate({
      payload: '1',
      info: `a\u202eb\n${'x'.repeat(500)}`,
      summary: '\u0007'.repeat(5),
      document: 'd'.repeat(100),
      notify: { '*': '\u2066', ...Object.fromEntries(Array.from({ length: 99 }, (_, n) => [`a${n}`, `t${n}`])) },
    });
    expect(update.info).toHaveLength(MAX_INFO);
    expect(update.info?.startsWith('ab x')).toBe(true);
    expect(update.summary).toBeUndefined();
    expect(update.document).toHaveLength(MAX_SUMMARY);
    expect(Object.keys(update.notify ?? {})).toHaveLength(MAX_NOTIFY);
    expect(cleanUpdate(update)).toEqual(update);
  });
});

describe('href', () => {
  it.each([
    ['index.html#about', '/index.html#about'],
    ['/a/b?c=d#e', '/a/b?c=d#e'],
    ['?q', '/?q'],
    ['#h', '/#h'],
    ['./a', '/a'],
    ['../../etc/passwd', '/etc/passwd'],
    ['a/%2e%2E/b', '/b'],
    ['a/..', '/'],
    ['a/./', '/a/'],
    ['https://evil.example/x?y#z', '/x?y#z'],
    ['//evil.example/x', '/x'],
    ['\\\\evil.example\\x', '/x'],
    ['/\\evil.example/x', '/x'],
    ['https:evil', '/evil'],
    ['javascript:alert(1)', '/alert(1)'],
    ['JaVa\tScRiPt:alert(1)', '/alert(1)'],
    [' \u0000javascript:x', '/x'],
    ['data:text/html,<b>', '/text/html,%3Cb%3E'],
    ['ü b', '/%C3%BC%20b'],
    ['', ''],
  ])('MIN-9 %j leads to %j', (href, clean) => {
    expect(cleanHref(href)).toBe(clean);
  });

  it('MIN-9 whatever is said stays at the origin it is read against, and is the same when cleaned again', () => {
    const nasty = fc.stringMatching(/^[a-z:/\\?#.%2e@ \t\n[\]]{0,40}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), nasty, fc.webUrl()), (raw) => {
        const href = cleanHref(raw);
        expect(cleanHref(href)).toBe(href);
        if (href === '') return;
        expect(href).toMatch(/^\/(?![/\\])/);
        const url = new URL(href, BASE);
        expect(url.origin).toBe(BASE);
        expect(url.pathname + url.search + url.hash).toBe(new URL(url.href).pathname + url.search + url.hash);
      }),
      { numRuns: 1000 },
    );
  });
});
