import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { type LaunchedDesktop, electron, launchArguments, launchDesktop, makeProfile, needElectron } from './launch.ts';

needElectron();

let profile: Awaited<ReturnType<typeof makeProfile>>;
let desktop: LaunchedDesktop;

test.beforeEach(async () => {
  profile = await makeProfile();
  desktop = await launchDesktop(profile.path);
});
test.afterEach(async () => {
  await desktop.application.close();
  await profile.remove();
});

test('SEC-1 the page is isolated and sees no Node', async () => {
  expect(await desktop.ask('[typeof require, typeof process, typeof module]')).toEqual(Array(3).fill('undefined'));
  expect(await desktop.ask('Object.keys(window.banyanHost).toSorted()')).toEqual(['call', 'on']);
});

test('SEC-2 the page is a secure context of its own origin', async () => {
  expect(await desktop.ask('[location.origin, isSecureContext]')).toEqual(['app://banyan', true]);
});

test('SEC-3 the policy is on the page, and an inline script does not run', async () => {
  const policy = await desktop.ask(
    "fetch('/index.html').then((answer) => answer.headers.get('content-security-policy'))",
  );
  expect(policy).toContain("default-src 'none'");
  await desktop.ask(`(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
  })()`);
  expect(await desktop.ask('window.inlineRan === undefined')).toBe(true);
});

test('SEC-5 SEC-6 no window opens and the page stays', async () => {
  expect(await desktop.ask("window.open('https://example.invalid/') === null")).toBe(true);
  await desktop.ask("void (location.href = 'https://example.invalid/')");
  await desktop.page.waitForTimeout(500);
  expect(await desktop.ask('location.origin')).toBe('app://banyan');
  expect(desktop.application.windows()).toHaveLength(1);
});

test('SEC-10 camera and microphone together, and the place, are refused', async () => {
  const both =
    'navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => "given", (cause) => cause.name)';
  expect(['NotAllowedError', 'NotFoundError']).toContain(await desktop.ask(both));
  expect(await desktop.ask("navigator.permissions.query({ name: 'geolocation' }).then((status) => status.state)")).toBe(
    'denied',
  );
});

test('SEC-20 SEC-21 the host says that it is the desktop, and its bridge cannot be changed', async () => {
  expect(await desktop.call('host.describe', {})).toMatchObject({ ok: true, value: { edition: 'desktop' } });
  expect(await desktop.call('no.method', {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
  expect(
    await desktop.ask(
      '(() => { try { window.banyanHost.call = null; } catch {} return typeof window.banyanHost.call; })()',
    ),
  ).toBe('function');
});

test('SEC-30 a restart keeps secrets, stores and the place of the window', async () => {
  const write = "window.banyanHost.call('vault.write', { name: 'device', value: new Uint8Array([7, 8]) })";
  expect(await desktop.ask(write)).toMatchObject({ ok: true });
  await desktop.ask("localStorage.setItem('kept', 'yes')");
  await desktop.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(900, 640));
  await desktop.page.waitForTimeout(1_000);
  await desktop.application.close();

  desktop = await launchDesktop(profile.path);
  const read = "window.banyanHost.call('vault.read', { name: 'device' }).then((answer) => [...answer.value.value])";
  expect(await desktop.ask(read)).toEqual([7, 8]);
  expect(await desktop.ask("localStorage.getItem('kept')")).toBe('yes');
  const size = await desktop.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize());
  expect(size).toEqual([900, 640]);
});

test('SEC-42 a second start hands over its link and leaves', async () => {
  if ('missing' in electron) throw new Error(electron.missing);
  await desktop.ask("window.links = []; void window.banyanHost.on('link.opened', ({ url }) => window.links.push(url))");
  const rootFlag = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(electron.path, [...rootFlag, ...launchArguments(profile.path), 'banyan://invite/second'], {
    stdio: 'ignore',
  });
  const [code] = (await once(second, 'exit')) as [number | null];
  expect(code).toBe(0);
  await expect.poll(() => desktop.ask('window.links')).toContain('banyan://invite/second');
});
