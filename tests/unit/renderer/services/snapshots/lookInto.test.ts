import { describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { readingHost } from '@services/snapshots/lookInto.ts';
import { hostMethods } from '@shared/ipc/contract.ts';

describe('SNP-8 the host of who looks at a snapshot', () => {
  it('SNP-8 answers what is read, and forbids all that writes, fetches, meets, pays or runs', async () => {
    const host = createMemoryHost({ signaling: [] });
    const asked: string[] = [];
    const reading = readingHost({
      call: (method, input) => {
        asked.push(method);
        return host.call(method, input);
      },
      on: host.on.bind(host),
    });
    for (const method of hostMethods) {
      const answer = await reading.call(method, {});
      if (!asked.includes(method)) expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
    expect(asked.toSorted()).toEqual([
      'backup.list',
      'backup.plan',
      'backup.status',
      'blob.holding',
      'blob.list',
      'blob.outline',
      'blob.read',
      'blob.space',
      'external.open',
      'host.describe',
      'journal.describe',
      'log.append',
      'window.done',
      'window.focus',
    ]);
  });
});
