import { readFile } from 'node:fs/promises';
import { meet } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { consent, lunch, makeCanteen, openCode, openTill, saleState, seenCode, topUp } from './support/codeActs.ts';
import { expect, test } from './support/people.ts';

test('PAY-UI-93 a canteen sells by its code and by the customer’s, and closes the day', async ({ people }) => {
  const canteen = await people.start('Westbrook');
  const ann = await people.start('Ann');
  await meet(canteen, ann);
  await makeCanteen(canteen);
  const { page } = canteen;
  const till = await openTill(canteen);
  await expect(till.getByText('This device confirms payments itself')).toBeVisible();
  await topUp(page, 'Ann', '20');

  // Two of an item, and an amount by the keys of the keyboard.
  await page.getByRole('button', { name: 'Add an item' }).click();
  const item = page.getByRole('dialog', { name: 'Add an item' });
  await item.getByLabel('Name').fill('Soup');
  await item.getByLabel('Price').fill('3.50');
  await item.getByRole('button', { name: 'Save' }).click();
  await expect(item).toBeHidden();
  await till.getByRole('button', { name: /^Soup/ }).click();
  await till.getByRole('button', { name: /^Soup/ }).click();
  await till.getByRole('heading', { name: 'Items' }).click();
  await page.keyboard.type('150');
  await expect(till.getByRole('status', { name: 'To pay' })).toHaveText(lunch('8.50'));
  await expectAccessible(page, 'the till');
  await page.keyboard.press('Enter');
  await expect(saleState(page, 'waiting')).toHaveText(/Nothing has arrived/);

  // The customer scans the till's code, sees what it is for, and pays.
  const dialog = await openCode(ann, await seenCode(page, till));
  await expect(dialog.getByText(lunch('8.50'))).toBeVisible();
  await expect(dialog.getByText('Westbrook').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(ann.page.getByRole('dialog', { name: 'Pay?' }).getByText('2 × Soup')).toBeVisible();
  await consent(ann.page);
  await expect(saleState(page, 'final')).toHaveText(/Received\. Confirmed/);
  await expect(till.getByText(/From/)).toContainText('Ann');
  await expectAccessible(page, 'a sale that is paid');

  // The next customer at once; this time the till reads a one-time code.
  await page.getByRole('button', { name: 'Next customer' }).press('Enter');
  for (const key of ['4', '00']) await till.getByRole('button', { name: key, exact: true }).click();
  await till.getByRole('button', { name: /^Charge/ }).click();
  await ann.go('wallet');
  await ann.page.getByRole('button', { name: /^Show your code/ }).click();
  await ann.page.getByRole('tab', { name: 'Pay' }).click();
  await expect(ann.page.getByText(/Works for \d+ more second/)).toBeVisible();
  const own = await seenCode(ann.page, ann.page.getByRole('dialog'));
  const field = till.getByLabel('Customer’s code (scanner or paste)');
  await field.fill('https://example.org');
  await field.press('Enter');
  await expect(till.getByText('This is no customer’s code.')).toBeVisible();
  await field.fill(own);
  await field.press('Enter');
  await expect(till.getByText('The customer’s device shows the sum now.')).toBeVisible();
  await expect(saleState(page, 'waiting')).toBeVisible();
  await expect(ann.page.getByRole('dialog', { name: 'Pay?' }).getByText(lunch('4.00'))).toBeVisible();
  await consent(ann.page);
  await expect(saleState(page, 'final')).toBeVisible();

  // The close of the day: sums, the list, and a table with the issuer in every line.
  await page.getByRole('button', { name: 'Day close' }).click();
  const day = page.getByRole('region', { name: 'Day close' });
  await expect(day.getByText('Taken in 2 confirmed payments')).toBeVisible();
  await expect(day.getByText(lunch('12.50')).first()).toBeVisible();
  await expect(day.getByRole('row')).toHaveCount(4);
  const saving = page.waitForEvent('download');
  await day.getByRole('button', { name: 'Save as CSV' }).click();
  const table = await readFile(await (await saving).path(), 'utf8');
  const lines = table.trim().split('\r\n').slice(1);
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toContain('Westbrook');
  await expectAccessible(page, 'the close of the day');
});

test('PAY-UI-93 a sale stays unconfirmed while the canteen is off, and is final once it is back', async ({
  people,
}) => {
  const canteen = await people.start('Westbrook');
  const ann = await people.start('Ann');
  await meet(canteen, ann);
  await makeCanteen(canteen);
  await openTill(canteen);
  await topUp(canteen.page, 'Ann', '10');
  await canteen.page.getByRole('heading', { name: 'Items' }).click();
  await canteen.page.keyboard.type('650');
  await canteen.page.keyboard.press('Enter');
  const code = await seenCode(canteen.page);
  const place = new URL(canteen.page.url()).hash.slice(2);

  await ann.go('wallet');
  await expect(ann.page.getByText(lunch('10.00')).first()).toBeVisible();
  await canteen.close();
  const dialog = await openCode(ann, code);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await consent(ann.page);
  // The same code again shows the payment, which nobody has confirmed: it can be carried over by a code, too.
  const again = await openCode(ann, code);
  await expect(again.getByText('so it can be confirmed there at once')).toBeVisible();
  await again.getByRole('button', { name: 'Close' }).last().click();

  await canteen.reopen();
  await canteen.go(place);
  await canteen.page.getByRole('button', { name: 'Day close' }).click();
  const day = canteen.page.getByRole('region', { name: 'Day close' });
  await expect(day.getByText('Sale, confirmed')).toBeVisible();
  await expect(day.getByText('Taken in 1 confirmed payment')).toBeVisible();
  const paid = await openCode(ann, code);
  await expect(paid.getByText('Paid and confirmed.')).toBeVisible();
});
