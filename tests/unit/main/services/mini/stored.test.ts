import { describe, expect, it } from 'vitest';
import { STORED_ADDRESS } from '@shared/mini/hostPages.ts';
import { createPrograms } from '../../../../../src/main/services/mini/programs.ts';
import type { Packages } from '../../../../../src/main/services/packages/packages.ts';

const label = 'abcdefghijklmnopqrstuvw234';
const APP = 'http://localhost:4780';
const noPackages = { open: () => Promise.reject(new Error('no package')) } as unknown as Packages;

function setup() {
  const programs = createPrograms({ packages: noPackages, clientDirectory: '/nowhere', ancestors: () => [APP] });
  const ask = (path: string, method = 'GET') =>
    programs.serve(label, new Request(`http://${label}.localhost:4780${path}`, { method }));
  return { programs, ask };
}

describe('what a program keeps', () => {
  it('SRV-12 is told by a page of its origin once it was asked for, to the app alone, and nothing else is there', async () => {
    const { programs, ask } = setup();
    expect((await ask(STORED_ADDRESS)).status).toBe(404);
    programs.measure(label);
    const page = await ask(STORED_ADDRESS);
    expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = page.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain(`frame-ancestors ${APP}`);
    expect(policy).toMatch(/default-src 'none'; script-src 'sha256-[^']+';/);
    expect(page.headers.get('Connection-Allowlist')).not.toBeNull();
    expect(await page.text()).toContain('banyan:stored');
    expect([(await ask('/')).status, (await ask('/webxdc.js')).status]).toEqual([404, 404]);
    expect((await ask(STORED_ADDRESS, 'HEAD')).status).toBe(404);
    expect((await ask(STORED_ADDRESS)).status).toBe(404);
    programs.measure(label);
    programs.measure(label);
    const twice = [await ask(STORED_ADDRESS), await ask(STORED_ADDRESS), await ask(STORED_ADDRESS)];
    expect(twice.map(({ status }) => status)).toEqual([200, 200, 404]);
  });
});
