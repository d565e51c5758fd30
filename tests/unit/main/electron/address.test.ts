import { describe, expect, test } from 'vitest';
import { APP_ORIGIN, isOwnAddress, isOwnDownload, isSafeExternal } from '../../../../src/main/security/address.ts';

describe('our own addresses', () => {
  test.each(['app://banyan', 'app://banyan/', 'app://banyan/index.html#/chats', 'app://banyan/assets/x.js?y'])(
    'SEC-6 %s is ours',
    (address) => expect(isOwnAddress(address, APP_ORIGIN)).toBe(true),
  );
  test.each([
    'app://banyan.evil/',
    'app://banyan:80/',
    'app://user@banyan/',
    'app://user:pass@banyan/',
    'app://BANYAN/',
    'app:banyan',
    'http://banyan/',
    'https://app//banyan',
    'file:///app/index.html',
    'data:text/html,app://banyan',
    'blob:app://banyan/1',
    'about:blank',
    'null',
    '',
  ])('SEC-6 %s is not', (address) => expect(isOwnAddress(address, APP_ORIGIN)).toBe(false));
});

test('SEC-14 a blob of our own page is ours to download, another one is not', () => {
  expect(isOwnDownload('blob:app://banyan/0f-1', APP_ORIGIN)).toBe(true);
  expect(isOwnDownload('app://banyan/x.png', APP_ORIGIN)).toBe(true);
  expect(isOwnDownload('blob:https://evil.example/0f-1', APP_ORIGIN)).toBe(false);
  expect(isOwnDownload('data:text/plain,x', APP_ORIGIN)).toBe(false);
});

describe('what the system may be asked to open', () => {
  test.each(['https://example.org/a?b#c', 'http://example.org', 'mailto:a@example.org?subject=x'])(
    'SEC-23 %s may be opened',
    (address) => expect(isSafeExternal(address)).toBe(true),
  );
  test.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://server/share',
    'ms-msdt:/id',
    'banyan://invite/a',
    'https://user:pass@example.org/',
    'mailto:a@example.org?ATTACH=/etc/passwd',
    'mailto:a@example.org?attachment=x',
    'C:\\Windows\\System32\\calc.exe',
    '\\\\server\\share',
    'https://',
    '',
  ])('SEC-23 %s may not', (address) => expect(isSafeExternal(address)).toBe(false));
});
