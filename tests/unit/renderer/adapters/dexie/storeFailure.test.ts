import { expect, it } from 'vitest';
import { storeFailure } from '@adapters/dexie/storeFailure.ts';

it.each([
  [new DOMException('no room', 'QuotaExceededError'), 'storage-full'],
  [
    { name: 'AbortError', message: 'aborted', inner: new DOMException('no room', 'QuotaExceededError') },
    'storage-full',
  ],
  [new Error('outer', { cause: { name: 'AbortError', inner: { name: 'QuotaExceededError' } } }), 'storage-full'],
  [{ name: 'BulkError', failures: [undefined, { name: 'QuotaExceededError' }] }, 'storage-full'],
  [new DOMException('newer', 'VersionError'), 'store-newer'],
  [{ name: 'DatabaseClosedError', message: '' }, 'store-closed'],
  [new TypeError('odd'), 'storage-failed'],
  ['a string', 'storage-failed'],
  [null, 'storage-failed'],
])('STO-33 names the first known cause of %s', (thrown, code) => {
  expect(storeFailure(thrown).code).toBe(code);
});

it('STO-33 ends with causes that go in a circle', () => {
  const circle: { name: string; inner?: unknown } = { name: 'Odd' };
  circle.inner = { name: 'Odder', inner: circle };
  expect(storeFailure(circle).code).toBe('storage-failed');
});
