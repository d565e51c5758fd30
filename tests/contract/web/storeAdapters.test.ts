import { describe, expect, it } from 'vitest';

const sources: Readonly<Record<string, string>> = import.meta.glob('/src/renderer/adapters/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const suites: Readonly<Record<string, string>> = import.meta.glob('/tests/contract/web/*.test.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Names of the classes of adapters that implement a port. */
function adaptersOf(port: string): readonly string[] {
  const pattern = new RegExp(`class (\\w+)[^{]* implements [^{]*\\b${port}\\b`, 'g');
  return Object.values(sources).flatMap((source) => [...source.matchAll(pattern)].map(([, name]) => name ?? ''));
}

/** Whether a suite is run under the adapter's own name by a test that makes it. */
function runs(adapter: string, suite: string): boolean {
  const isRun = new RegExp(`\\b${suite}\\(\\s*'${adapter}'`);
  return Object.values(suites).some((source) => isRun.test(source) && source.includes(`new ${adapter}(`));
}

describe.each([
  { port: 'DocumentStore', suite: 'describeStoreContract', least: 2 },
  { port: 'KeyVault', suite: 'describeVaultContract', least: 2 },
  { port: 'Mailbox', suite: 'describeMailboxContract', least: 2 },
])('adapters of $port', ({ port, suite, least }) => {
  it('are found', () => {
    expect(adaptersOf(port).length).toBeGreaterThanOrEqual(least);
  });

  it('all run the contract suite', () => {
    expect(adaptersOf(port).filter((adapter) => !runs(adapter, suite))).toEqual([]);
  });

  it('would be missed if they did not', () => {
    expect(runs('ImaginaryAdapter', suite)).toBe(false);
  });
});
