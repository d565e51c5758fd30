import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { meet, naming } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { type Locator, type Page, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

/** A sum as the app writes it. */
const sum = (amount: string) => new RegExp(`${amount.replace('.', String.raw`\.`)}\\sEUR`, 'u');

const rows = (page: Page) => page.getByRole('region', { name: 'Wallet', exact: true });

/** Makes prepaid units of one's own, from the empty wallet. */
async function makeCanteen({ page }: Person): Promise<void> {
  await page.getByRole('link', { name: 'Wallet' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody owes anybody yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Make something people can pay you with' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a promise of your own' });
  await dialog.getByRole('radio', { name: 'Prepaid' }).check();
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await expect(dialog.getByText('Give it a name.')).toBeVisible();
  await expectAccessible(page, 'making a promise');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Canteen money');
  await expect(dialog.getByRole('textbox', { name: 'Short code' })).toHaveValue('CANTEENM');
  await dialog.getByRole('combobox', { name: 'Counted in' }).selectOption('EUR');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { name: 'Canteen money' })).toBeVisible();
  await expect(page.getByText('Nobody has any of it.')).toBeVisible();
}

/** Fills the dialog for paying and presses what it ends with. */
async function pay(page: Page, to: string, amount: string, press: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Pay or promise' });
  const choice = dialog.getByRole('combobox', { name: 'To', exact: true });
  await choice.selectOption({ label: to });
  await dialog.getByRole('textbox', { name: 'Amount' }).fill(amount);
  await dialog.getByRole('button', { name: press }).click();
  await expect(dialog).toBeHidden();
}

async function saved(page: Page, press: Locator): Promise<{ readonly name: string; readonly path: string }> {
  const download = page.waitForEvent('download');
  await press.click();
  const file = await download;
  return { name: file.suggestedFilename(), path: await file.path() };
}

/** The separate program that checks bundles: its exit code and what it says. */
async function verifyAlone(path: string): Promise<{ readonly code: number; readonly text: string }> {
  const run = promisify(execFile);
  return run(process.execPath, ['scripts/wallet/verify.mjs', path]).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (failure: { readonly code?: number; readonly stderr?: string }) => ({
      code: failure.code ?? -1,
      text: failure.stderr ?? '',
    }),
  );
}

async function withOneByteFlipped(path: string): Promise<string> {
  const bytes = await readFile(path);
  const place = Math.floor(bytes.length / 2);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  const flipped = `${path}.flipped`;
  await writeFile(flipped, bytes);
  return flipped;
}

/** A canteen that gave Ann 20.00, of which she has paid 6.50 back: final, since the issuer's own device says so. */
async function lunch(canteen: Person, ann: Person): Promise<void> {
  await meet(canteen, ann);
  await makeCanteen(canteen);
  await canteen.page.getByRole('button', { name: 'Top someone up' }).click();
  await pay(canteen.page, 'Ann', '20', /^Promise/);
  await expect(canteen.page.getByRole('main').getByRole('link', { name: 'Ann' }).first()).toBeVisible();
  await expectAccessible(canteen.page, 'a promise of one’s own');
  await ann.go('wallet');
  await rows(ann.page).getByRole('link', { name: 'Canteen money' }).click();
  await expect(ann.page.getByRole('main').getByText(sum('20.00')).first()).toBeVisible();
  await ann.page.getByRole('button', { name: 'Pay with it' }).click();
  await pay(ann.page, 'Westbrook', '6.50', /^Pay/);
  await expect(rows(ann.page).getByRole('link', { name: 'Canteen money' })).toContainText(sum('13.50'));
}

test('promises are made, paid, found again, checked, refunded and trusted up to a limit', async ({ people }) => {
  const canteen = await people.start('Westbrook');
  const ann = await people.start('Ann');
  await lunch(canteen, ann);
  const { page } = ann;
  await ann.go('wallet/activity');
  const list = page.getByRole('main').getByRole('listitem');
  await expect(list).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Search payments' }).fill('westbrook paid');
  await expect(list).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Which way' }).selectOption('Received');
  await expect(page.getByText('No payment fits')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText('As a table').click();
  await expect(page.getByRole('row').filter({ hasText: '6.50' })).toContainText('20.00');
  await expectAccessible(page, 'activity');
  await list.getByRole('link').click();
  await expect(page.getByRole('article', { name: /Payment with/ })).toContainText('Paid');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('Added up anew it comes to what is shown above.')).toBeVisible();
  await expect(page.getByText(/The issuer’s device confirmed it/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Filed under' }).selectOption('Food');
  await expectAccessible(page, 'a bill');
  await canteen.page
    .getByRole('main')
    .getByRole('link', { name: /received/ })
    .click();
  await canteen.page.getByRole('button', { name: 'Refund' }).click();
  const refund = canteen.page.getByRole('dialog', { name: 'Refund' });
  await refund.getByRole('textbox', { name: 'Amount' }).fill('7');
  await refund.getByRole('button', { name: 'Refund' }).click();
  await expect(refund.getByText(/Not more than/)).toBeVisible();
  await refund.getByRole('textbox', { name: 'Amount' }).fill('1.50');
  await refund.getByRole('button', { name: 'Refund' }).click();
  await expect(refund).toBeHidden();
  await expect(page.getByText('Partly refunded')).toBeVisible();
  await rows(page).getByRole('link', { name: 'Canteen money' }).click();
  await page.getByRole('textbox', { name: /Most that you trust/ }).fill('10');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/More than you chose to trust/)).toContainText(sum('10.00'));
  await expect(rows(page).getByText('over your limit')).toBeVisible();
  await canteen.page.goBack();
  await canteen.page.getByRole('button', { name: /Send a statement to .*Ann/ }).click();
  await expect(page.getByText('The issuer’s own statement')).toContainText(sum('15.00'));
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('Added up anew it comes to what is shown above.')).toBeVisible();
  await expectAccessible(page, 'a unit');
  await page
    .getByRole('link', { name: /Promised by/ })
    .last()
    .click();
  await expect(page.getByRole('heading', { name: /promised you/ })).toBeVisible();
  await expectAccessible(page, 'a person');
});

test('WAL-UI-47 a statement is asked for while the issuer is away, comes once they are back, and others check its file', async ({
  people,
}) => {
  const canteen = await people.start('Westbrook');
  const ann = await people.start('Ann');
  await lunch(canteen, ann);
  const { page } = ann;
  await canteen.close();
  await rows(page).getByRole('link', { name: 'Canteen money' }).click();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText(naming('{name} is away: it comes by itself', 'Westbrook'))).toBeVisible();
  await expectAccessible(page, 'a statement that was asked for');
  await canteen.open();
  await expect(page.getByText('The issuer’s own statement')).toContainText(sum('13.50'));
  await expect(page.getByText(/It says the same\./)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask', exact: true })).toBeVisible();
  const proofs = await saved(page, page.getByRole('button', { name: 'Proofs', exact: true }));
  const { code, text } = await verifyAlone(proofs.path);
  expect([code, text]).toEqual([
    0,
    expect.stringMatching(/its clerk says 13\.50 for .*; the records here come to 13\.50/),
  ]);
});

test('what one has leaves the app as a table and as proofs, which others check, and one changed byte is refused', async ({
  people,
}) => {
  const canteen = await people.start('Westbrook');
  const ann = await people.start('Ann');
  await lunch(canteen, ann);
  const { page } = ann;
  await ann.go('wallet/files');
  const main = page.getByRole('main');
  await expectAccessible(page, 'files');
  const table = await saved(page, main.getByRole('button', { name: 'Export Canteen money as a table' }));
  expect(table.name).toMatch(/^canteen-money-CANTEENM-.*\.csv$/);
  const lines = (await readFile(table.path, 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines.slice(1).every((line) => line.includes(',Westbrook,'))).toBe(true);
  const proofs = await saved(page, main.getByRole('button', { name: 'Export Canteen money with its proofs' }));
  const alone = await verifyAlone(proofs.path);
  expect(alone.text).toContain('Canteen money');
  expect(alone.code).toBe(0);
  const flipped = await withOneByteFlipped(proofs.path);
  const refused = await verifyAlone(flipped);
  expect(refused.text).toContain('REFUSED');
  expect(refused.code).toBe(1);
  // Somebody else, who never heard of it, checks the same files in the app.
  const carol = await people.start('Carol');
  await carol.go('wallet/files');
  const choose = async (path: string) => {
    const chooser = carol.page.waitForEvent('filechooser');
    await carol.page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chooser).setFiles(path);
  };
  await choose(proofs.path);
  await expect(carol.page.getByText('Everything in it holds')).toBeVisible();
  await expect(carol.page.getByText(sum('13.50'))).toBeVisible();
  await expectAccessible(carol.page, 'a bundle');
  await choose(flipped);
  await expect(carol.page.getByText('This bundle is worth nothing')).toBeVisible();
  await expect(carol.page.getByText('Everything in it holds')).toBeHidden();
  await choose(table.path);
  await expect(carol.page.getByText('This is no bundle of proofs, or it was cut off.')).toBeVisible();
  await carol.go('wallet');
  await expect(carol.page.getByRole('heading', { name: 'Nobody owes anybody yet' })).toBeVisible();
});
