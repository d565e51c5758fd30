import { type Browser, type Frame, type Page, chromium } from '@playwright/test';
import { testBrowserArguments, browserPath } from '../../../tests/support/node/browserPath.ts';
import { startKit } from '../server/devCommand.ts';
import { accessibilityFindings } from './accessibility.ts';
import type { Finding } from './finding.ts';

/** How long a program gets to show itself, ms; what goes wrong later is not seen. */
const SETTLE = 1500;
const DEADLINE = 30_000;
const PAUSE = 100;
const REPORTS: Readonly<Record<string, string>> = { policy: 'policy', error: 'page-error', misuse: 'dialog' };

/** What was seen, or why nothing could be. */
export type BrowserRun = { readonly findings: readonly Finding[] } | { readonly skipped: string };

/** Opens the program in a real browser, as `dev` does with one person, and listens. */
export async function runInBrowser(path: string): Promise<BrowserRun> {
  const executablePath = await browserPath().catch(() => null);
  if (executablePath === null) return { skipped: 'no Chromium, Chrome or Edge was found (CHROMIUM_PATH names one)' };
  const kit = await startKit(path, 0);
  try {
    const browser = await chromium.launch({ executablePath, args: [...testBrowserArguments] });
    try {
      return await listen(browser, kit.address);
    } finally {
      await browser.close();
    }
  } finally {
    await kit.close();
  }
}

async function listen(browser: Browser, address: string): Promise<BrowserRun> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 }, locale: 'en-US' });
  page.setDefaultTimeout(DEADLINE);
  const outside = followRequests(page, address);
  const quiet = followConsole(page);
  await page.goto(`${address}?peers=1`);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  const problem = page.locator('#problem');
  if (await problem.isVisible()) return { skipped: `it does not open: ${await problem.innerText()}` };
  await page.waitForTimeout(SETTLE);
  const frame = await programFrame(page);
  if (frame === null) return { skipped: 'no page of the program came up' };
  const reports = await reportsOf(page);
  const accessibility = await accessibilityFindings(page, frame);
  return { findings: [...outside, ...reports, ...quiet, ...accessibility] };
}

/** What leaves the program's own origin; the list grows while the page lives. */
function followRequests(page: Page, address: string): Finding[] {
  const { port } = new URL(address);
  const findings: Finding[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = url.port === port && (url.hostname === 'localhost' || url.hostname.endsWith('.localhost'));
    if (isOwn || !/^(https?|wss?):$/.test(url.protocol)) return;
    findings.push({ level: 'error', rule: 'request', message: `${url.href.slice(0, 200)} was asked for, in vain` });
  });
  return findings;
}

/** Errors of the browser's own that no listener of the page's hears: files that are not there. */
function followConsole(page: Page): Finding[] {
  const findings: Finding[] = [];
  page.on('response', (response) => {
    const { hostname, pathname } = new URL(response.url());
    const isProgram = /^[a-z2-7]{26}\.localhost$/.test(hostname);
    if (!isProgram || response.status() < 400 || pathname === '/favicon.ico') return;
    findings.push({
      level: 'error',
      rule: 'missing-file',
      message: `${pathname} is answered with ${response.status()}`,
    });
  });
  return findings;
}

/** A frame has an address only once its page begins to come. */
async function programFrame(page: Page): Promise<Frame | null> {
  for (let waited = 0; waited < DEADLINE; waited += PAUSE) {
    const frame = page.frames().find((one) => /^http:\/\/[a-z2-7]{26}\.localhost:/.test(one.url()));
    if (frame !== undefined) {
      await frame.waitForLoadState('load').catch(() => undefined);
      return frame;
    }
    await page.waitForTimeout(PAUSE);
  }
  return null;
}

async function reportsOf(page: Page): Promise<Finding[]> {
  const items = await page.locator('#reports li').all();
  const findings: Finding[] = [];
  for (const item of items) {
    const kind = (await item.getAttribute('data-kind')) ?? '';
    const rule = REPORTS[kind];
    if (rule === undefined) continue;
    const text = (await item.innerText()).replace(/^[^:]*: /, '');
    // A label is random, and no part of what is wrong.
    findings.push({ level: 'error', rule, message: text.replaceAll(/http:\/\/[a-z2-7]{26}\.localhost:\d+\//g, '') });
  }
  return findings;
}
