/** Links of a mini program to somewhere else: the app asks, and opens them by the person's own press. */
import { makePackage } from '../support/node/zipBuilder.ts';
import { meet, openChat } from './support/acts.ts';
import { programFrame, sendAsProgram, startProgram } from './support/programActs.ts';
import { expect, test } from './support/people.ts';

const ADDRESS = 'https://www.xn--80ak6aa92e.com/page?from=linking#top';

function linkingProgram(): Buffer {
  return Buffer.from(
    makePackage({
      'index.html': `<!doctype html><meta charset="utf-8"><script src="webxdc.js"></script>
<a href="https://www.аррӏе.com/page?from=linking#top">Web</a>
<a href="mailto:ann@example.org?subject=Hi&attach=/etc/passwd">Mail</a>
<button onclick="for (let count = 0; count < 20; count += 1) window.open('https://example.org/' + count)">Window</button>
<input aria-label="Text">`,
      'manifest.toml': 'name = "Linking"\n',
    }),
  );
}

test('a link out of a program is shown whole, opened by the person alone, and asked about each time', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  for (const person of [alice, bob]) person.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  // Of a flood all but one are dropped, and the program's console says so.
  alice.expectComplaint(/webxdc: link-dropped/);
  await meet(alice, bob);
  await openChat(alice, 'Bob');
  const { page } = alice;
  await page.context().route('https://www.xn--80ak6aa92e.com/**', (route) => route.fulfill({ body: 'there' }));
  await sendAsProgram(alice, linkingProgram());
  await startProgram(page, 'Linking');
  const program = programFrame(page, 'Linking');
  const dialog = page.getByRole('dialog');
  await program.getByRole('textbox', { name: 'Text' }).fill('kept');
  // The name is shown as what it is, and nothing can be pressed at once.
  await program.getByRole('link', { name: 'Web' }).click();
  await expect(dialog).toContainText(ADDRESS);
  await expect(dialog).toContainText('letters of another script');
  const open = dialog.getByRole('button', { name: 'Open in the browser' });
  await expect(open).toBeEnabled();
  const opened = page.context().waitForEvent('page');
  await open.click();
  const tab = await opened;
  await expect(tab.getByText('there')).toBeVisible();
  expect(tab.url()).toBe(ADDRESS);
  expect(await tab.evaluate('[window.opener, document.referrer]')).toEqual([null, '']);
  await tab.close();
  await expect(dialog).toHaveCount(0);
  // The same link asks again; it can be copied instead.
  await program.getByRole('link', { name: 'Web' }).click();
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(ADDRESS);
  // Of a mail only what a person can read goes along, and giving up is an answer.
  await program.getByRole('link', { name: 'Mail' }).click();
  await expect(dialog).toContainText('mailto:ann@example.org?subject=Hi');
  await expect(dialog).not.toContainText('attach');
  await expect(dialog.getByRole('button', { name: 'Open the mail program' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  // A flood of windows is one question.
  await program.getByRole('button', { name: 'Window' }).click();
  await expect(dialog).toContainText('https://example.org/0');
  await dialog.getByRole('button', { name: 'Cancel' }).last().click();
  await expect(dialog).toHaveCount(0);
  await expect(program.getByRole('textbox', { name: 'Text' })).toHaveValue('kept');
  expect(page.context().pages()).toHaveLength(1);
});
