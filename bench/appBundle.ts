/** `app.bundle`: the scripts a page asks for until its list is painted, each compressed by gzip at its best. */
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { Benchmark } from './support/benchmark.ts';
import { openApp, watch } from './support/profiles.ts';
import { figureOf, rounded } from './support/statistics.ts';

const QUESTION = {
  id: 'app.bundle',
  title: 'JavaScript for first paint, gzipped',
  unit: 'kB',
  goal: '≤ 250 kB',
  limits: [{ of: 'value', most: 250 }],
} as const;

export const appBundle: Benchmark = {
  id: QUESTION.id,
  run: async (world) => {
    const { page, ...rest } = await world.newcomer();
    await openApp({ page, ...rest });
    const scripts = (await askedUntil(page, await watch(page, 'listFrame'))).filter((url) =>
      /\.m?js$/.test(new URL(url).pathname),
    );
    // Asked for anew: what a browser has done with, it does not give out.
    const bodies = await Promise.all(
      scripts.map(async (url) => ({ name: nameOf(url), body: await (await page.request.get(url)).body() })),
    );
    await page.goto('about:blank');
    const sizes = bodies.map(({ name, body }) => ({ name, size: gzipSync(body, { level: 9 }).length / 1000 }));
    const value = sizes.reduce((sum, { size }) => sum + size, 0);
    const raw = bodies.reduce((sum, { body }) => sum + body.length, 0) / 1000;
    const largest = sizes.toSorted((a, b) => b.size - a.size).slice(0, 4);
    return figureOf(
      QUESTION,
      { measured: [value] },
      {
        files: sizes.length,
        uncompressed: rounded(raw),
        ...Object.fromEntries(largest.map(({ name, size }) => [name, rounded(size)])),
      },
    );
  },
};

/**
 * The addresses a page had asked for by a time, ms since its navigation began, by the page's own clock: what it asks for right after the frame
 * with its list comes before anybody can be told of that frame.
 */
async function askedUntil(page: Page, at: number): Promise<readonly string[]> {
  await page.waitForLoadState('networkidle');
  const read = () => performance.getEntriesByType('resource').map(({ name, startTime }) => ({ name, startTime }));
  return (await page.evaluate(read)).filter(({ startTime }) => startTime <= at).map(({ name }) => name);
}

function nameOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}
