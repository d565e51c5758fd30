import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkify } from '../../../../../src/renderer/ui/text/linkify.ts';

const links = (text: string) => linkify(text).flatMap((part) => (part.kind === 'link' ? [part.url] : []));

describe('linkify', () => {
  test('CHAT-UI-1 web and mail addresses become links', () => {
    expect(links('see https://example.org/a?b=c#d and http://localhost:80/x')).toEqual([
      'https://example.org/a?b=c#d',
      'http://localhost/x',
    ]);
    expect(links('write to ada@example.com or mailto:bo@example.com')).toEqual([
      'mailto:ada@example.com',
      'mailto:bo@example.com',
    ]);
    expect(links('www.example.org is enough')).toEqual(['https://www.example.org/']);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'banyan://invite#x',
    'vbscript:x',
    'blob:https://example.org/x',
    'https://',
    'https://nohost',
    'https://user:secret@example.org/',
    'https://paypal.com@evil.example/',
    'mailto:',
    'mailto:nobody',
    'ftp://example.org',
  ])('CHAT-UI-2 nothing else does: %s', (text) => {
    expect(linkify(text).every((part) => part.kind === 'plain' || part.url.startsWith('mailto:'))).toBe(true);
    expect(links(text).some((url) => url.includes('javascript') || url.includes('secret'))).toBe(false);
  });

  test('CHAT-UI-3 the end of the sentence does not belong to the address', () => {
    expect(links('(see https://example.org/a).')).toEqual(['https://example.org/a']);
    expect(links('https://example.org/wiki/Tree_(banyan), really?')).toEqual([
      'https://example.org/wiki/Tree_(banyan)',
    ]);
    expect(links('انظر https://example.org/ا، شكرا')).toEqual(['https://example.org/%D8%A7']);
  });

  test('CHAT-UI-4 invisible and direction-changing characters end an address', () => {
    for (const hidden of ['\u200b', '\u202e', '\u2066', '\u200f', '\u2028']) {
      expect(links(`https://example.org/a${hidden}gpj.exe`)).toEqual(['https://example.org/a']);
    }
  });

  test('CHAT-UI-5 a look-alike host is shown in its punycode form', () => {
    expect(links('https://раураl.com/')).toEqual(['https://xn--l-7sba6dbr.com/']);
  });

  test('CHAT-UI-6 no text is lost or added, and every link has a safe scheme', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.emailAddress(),
      fc.constantFrom('https://', 'mailto:', 'javascript:', '@', '.', '(', ')', '\u202e', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const parts = linkify(text);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (const url of links(text)) expect(['http:', 'https:', 'mailto:']).toContain(new URL(url).protocol);
      }),
      { numRuns: 500 },
    );
  });

  test('CHAT-UI-7 a hostile text of the greatest length is read in passing', () => {
    for (const text of [
      'a'.repeat(16_384),
      `${'a.'.repeat(8000)}@`,
      'https://'.repeat(2048),
      `${'a@'.repeat(8000)}b.c`,
    ]) {
      const start = performance.now();
      linkify(text);
      // A guard against runaway backtracking, which takes minutes; no measure of speed.
      expect(performance.now() - start).toBeLessThan(20_000);
    }
  });
});
