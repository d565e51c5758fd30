/** `app.bundle`: the scripts a page asks for until its list is painted, each compressed by gzip at its best. */
import { gzipSync } from 'node:zlib';
import type { Request } from '@playwright/test';
import type { Benchmark } from './support/benchmark.ts';
import { openApp } from './support/profiles.ts';
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
    const asked: string[] = [];
    const take = (request: Request) => void asked.push(request.url());
    page.on('request', take);
    await openApp({ page, ...rest });
    page.off('request', take);
    const scripts = asked.filter((url) => /\.m?js$/.test(new URL(url).pathname));
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

function nameOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}
