import { askByInvite, composer, copyInvite, meet, message, say } from './support/acts.ts';
import { leaveScreen, screens, speak } from './support/screens.ts';
import { type Page, expect, test } from './support/people.ts';

test('chosen at first start, Arabic runs from right to left and leaves no English on the screens', async ({
  people,
}) => {
  const alice = await people.arrive('ليلى');
  const { page } = alice;
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  expect.soft(await englishOn(page), 'first start').toEqual([]);
  await page.getByRole('textbox').fill('ليلى');
  await page.getByRole('textbox').press('Enter');
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await alice.go('settings/appearance');
  await expect(page.getByRole('radio', { name: 'العربية' })).toBeChecked();
  await speak(alice, 'en');
  const bob = await people.start('بدر');
  await meet(alice, bob);
  await say(bob.page, 'صباح الخير');
  await expect(message(page, 'صباح الخير')).toBeVisible();
  const carol = await people.start('سلمى');
  await askByInvite(carol, await copyInvite(alice));
  await alice.go('contacts');
  await expect(page.getByRole('region', { name: 'Wants to be your contact' })).toBeVisible();
  await speak(alice, 'ar');
  // Away with the notice of the copied link, which was made in English.
  await page.reload();
  for (const screen of screens) {
    await screen.show(alice, 'ar');
    expect.soft(await englishOn(page), screen.name).toEqual([]);
    await leaveScreen(page);
  }
  // The list of the rooms is at the right, as the writing is.
  const rail = await page.getByRole('navigation').first().boundingBox();
  expect(rail?.x).toBeGreaterThan(1000);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
});

test('the smallest window and the largest letters still hold every screen and its controls', async ({ people }) => {
  const alice = await people.start('Alice', { viewport: { width: 720, height: 480 } });
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await say(alice.page, `a long word ${'w'.repeat(300)} and a link https://example.org/${'x'.repeat(200)}`);
  await expect(message(bob.page, 'a long word')).toBeVisible();
  const carol = await people.start('Carol');
  await askByInvite(carol, await copyInvite(alice));
  await alice.go('contacts');
  await expect(alice.page.getByRole('link', { name: 'Carol' })).toBeVisible();
  for (const zoom of ['100%', '200%']) {
    await alice.go('settings/appearance');
    await alice.page.getByRole('radio', { name: zoom }).click();
    await expect(alice.page.getByRole('radio', { name: zoom })).toBeChecked();
    for (const screen of screens) {
      await screen.show(alice, 'en');
      expect.soft(await overflow(alice.page), `${screen.name} at ${zoom}`).toEqual([]);
      await leaveScreen(alice.page);
    }
    await alice.go('chats');
    await alice.page.getByRole('list', { name: 'Conversations' }).getByRole('link').click();
    await expect(composer(alice.page)).toBeInViewport();
    await composer(alice.page).fill(`said at ${zoom}`);
    await expect(alice.page.getByRole('button', { name: 'Send', exact: true })).toBeInViewport();
    await alice.page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(message(bob.page, `said at ${zoom}`)).toBeVisible();
  }
});

test('dark follows the system, and a theme that was chosen stays over a restart', async ({ people }) => {
  const alice = await people.start('Alice', { colorScheme: 'dark' });
  await expect.poll(() => brightness(alice.page)).toBeLessThan(80);
  await alice.go('settings/appearance');
  await alice.page.getByRole('radio', { name: 'Light' }).click({ force: true });
  await expect.poll(() => brightness(alice.page)).toBeGreaterThan(180);
  await alice.close();
  await alice.reopen();
  await expect.poll(() => brightness(alice.page)).toBeGreaterThan(180);
});

/** Latin words a person would see or hear that are neither names nor addresses. */
function englishOn(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const allowed = /^(Banyan|English|STUN|TURN|QR|PNG|JPEG|WebP|GIF|Ctrl|Shift|Alt|Enter|Esc|Cashu|Apache|License|WebRTC|IndexedDB|ms|kB|MB|GB|linux|win|darwin|browser|file)$/i;
    const shown = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility());
    const texts = shown.flatMap((element) => [
      ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && !element.closest('[lang=en], [dir=ltr], kbd, script, style, ol[translate=no]')).map((node) => node.data),
      ...['aria-label', 'placeholder', 'title', 'data-tooltip', 'alt'].map((name) => element.getAttribute(name) ?? ''),
    ]);
    return texts.flatMap((text) => text.replaceAll(/\\S+:\\/\\/\\S+|stun:\\S+|\\u2068[^\\u2069]*\\u2069/g, '').match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !allowed.test(word));
  })()`);
}

/** What reaches over the edge of the window: nothing may. */
function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const found = document.scrollingElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
    for (const element of document.querySelectorAll('button, a, input, textarea, h1, h2, [role=radio]')) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const { left, right, width } = element.getBoundingClientRect();
      const scrolls = element.closest('[role=region][tabindex="0"]') !== null;
      if (width > 1 && !scrolls && (left < -1 || right > innerWidth + 1)) found.push(element.outerHTML.slice(0, 160));
    }
    return found;
  })()`);
}

function brightness(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const { data } = (() => {
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      context.fillStyle = getComputedStyle(document.querySelector('main')).backgroundColor;
      context.fillRect(0, 0, 1, 1);
      context.fillStyle = getComputedStyle(document.body).backgroundColor;
      context.globalCompositeOperation = 'destination-over';
      context.fillRect(0, 0, 1, 1);
      return context.getImageData(0, 0, 1, 1);
    })();
    return (data[0] + data[1] + data[2]) / 3;
  })()`);
}
