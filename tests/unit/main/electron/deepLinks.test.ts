import { expect, test } from 'vitest';
import { MAX_LINK_LENGTH, findDeepLink, readDeepLink } from '../../../../src/main/security/deepLinks.ts';

const prefix = 'banyan://invite/';
const longest = prefix + 'a'.repeat(MAX_LINK_LENGTH - prefix.length);

test('SEC-40 a plain link passes unchanged', () => {
  expect(readDeepLink('banyan://invite/abc#x=1')).toBe('banyan://invite/abc#x=1');
  expect(readDeepLink('BANYAN://invite/abc')).toBe('BANYAN://invite/abc');
  expect(readDeepLink(longest)).toBe(longest);
});

test.each([
  ['too long', `${longest}a`],
  ['another scheme', 'https://banyan/'],
  ['a script', 'javascript:alert(1)'],
  ['no slashes', 'banyan:invite'],
  ['nothing after the slashes', 'banyan://'],
  ['a space', 'banyan://invite/a b'],
  ['a line break', 'banyan://invite/a\n--flag'],
  ['a direction mark', 'banyan://invite/\u202eabc'],
  ['a NUL', 'banyan://invite/\u0000'],
  ['not a string', { toString: (): string => 'banyan://x' }],
  ['nothing', undefined],
])('SEC-40 refuses %s', (_what, text) => {
  expect(readDeepLink(text)).toBeNull();
});

test('SEC-40 finds the link among arguments and takes only the first', () => {
  expect(findDeepLink(['/usr/bin/banyan', '--no-sandbox', 'banyan://a/1', 'banyan://b/2'])).toBe('banyan://a/1');
  expect(findDeepLink(['/usr/bin/banyan', '--url=banyan://a/1'])).toBeNull();
});
