// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import type { FromProgram } from '@shared/mini/bridge.ts';
import type { Page } from '../../../src/mini/client/page.ts';
import type { Wire } from '../../../src/mini/client/wire.ts';

afterEach(() => vi.restoreAllMocks());

interface Entry {
  readonly name: string;
  readonly initiatorType: string;
  readonly responseStatus: number;
}

/** What a page says once it is there, when the browser wrote down these. */
async function saidOf(entries: readonly Entry[]): Promise<readonly FromProgram[]> {
  // The script keeps the built-ins that are there when it begins.
  vi.resetModules();
  vi.useFakeTimers();
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue(entries as unknown as PerformanceEntryList);
  const { tellWhatIsMissing } = await import('../../../src/mini/client/wholeness.ts');
  const said: FromProgram[] = [];
  const document = Object.assign(new EventTarget(), { readyState: 'interactive' });
  const wire = { send: (message: FromProgram) => said.push(message) };
  tellWhatIsMissing(wire as unknown as Wire, { document } as unknown as Page);
  document.dispatchEvent(new Event('readystatechange'));
  document.readyState = 'complete';
  document.dispatchEvent(new Event('readystatechange'));
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  return said;
}

const at = (path: string, initiatorType: string, responseStatus: number): Entry => ({
  name: new URL(path, location.href).href,
  initiatorType,
  responseStatus,
});

test.each(['script', 'link', 'css'])(
  'MPH-44 a page says so when what a %s asked for did not come, once',
  async (kind) => {
    expect(await saidOf([at('/a', kind, 0), at('/b', kind, 0)])).toEqual([{ type: 'incomplete' }]);
  },
);

test('MPH-44 what came, what the package lacks, what the program asks for itself and what is elsewhere is not told', async () => {
  const elsewhere = { name: 'https://example.org/x.js', initiatorType: 'script', responseStatus: 0 };
  const entries = [
    at('/a', 'script', 200),
    at('/b', 'script', 404),
    at('/c', 'fetch', 0),
    at('/d', 'img', 0),
    elsewhere,
  ];
  expect(await saidOf(entries)).toEqual([]);
});
