import { meet, openContact } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { filmCode, withCamera } from './support/camera.ts';
import {
  consent,
  lunch,
  makeCanteen,
  openCode,
  openTill,
  saleState,
  scan,
  seenCode,
  topUp,
} from './support/codeActs.ts';
import { expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

/** What stands between oneself and a contact. */
async function openPersonPage(person: Person, name: string): Promise<void> {
  await openContact(person, name);
  const account = person.page.url().split('/').at(-1) ?? '';
  await person.go(`wallet/person/${account}`);
}

test('PAY-UI-92 two codes carry a payment where there is no network', async ({ people }) => {
  const canteen = await people.start('Westbrook', { hasCable: true });
  const ann = await people.start('Ann', { hasCable: true });
  await meet(canteen, ann);
  await makeCanteen(canteen);
  await openTill(canteen);
  await topUp(canteen.page, 'Ann', '10');
  await ann.go('wallet');
  await expect(ann.page.getByText(lunch('10.00')).first()).toBeVisible();
  await canteen.pullCable();
  await ann.pullCable();

  // The payee's request, signed, as a code.
  await canteen.go('wallet');
  await canteen.page.getByRole('button', { name: /^Show your code/ }).click();
  const shown = canteen.page.getByRole('dialog', { name: 'Your code' });
  const units = shown.getByLabel('In what');
  const own = units.locator('option', { hasText: 'Canteen money' });
  await units.selectOption(await own.getAttribute('value'));
  await shown.getByLabel('Amount (optional)').fill('4.50');
  await expectAccessible(canteen.page, 'one’s own code');
  await shown.getByRole('button', { name: 'Make it a signed request' }).click();
  await expect(saleState(canteen.page, 'waiting')).toBeVisible();
  const request = await seenCode(canteen.page, shown);

  // The payer's answer, as a code: an order, and said to be no more.
  const asked = await scan(ann, request);
  await asked.getByRole('button', { name: 'Go on' }).click();
  await consent(ann.page);
  const answer = await scan(ann, request);
  await expect(answer.getByText('so it can be confirmed there at once')).toBeVisible();
  const payment = await seenCode(ann.page, answer);

  // Its clerk is the payee's own device: there it is final, without any network.
  await shown.getByRole('button', { name: 'Scan their code' }).click();
  const scanning = canteen.page.getByRole('dialog', { name: 'Scan a code' });
  await scanning.getByRole('textbox', { name: 'Paste a code' }).fill(payment);
  await scanning.getByRole('button', { name: 'Next' }).click();
  const found = canteen.page.getByRole('dialog', { name: 'What this code says' });
  await expect(found.getByText('not confirmed by that alone')).toBeVisible();
  await found.getByRole('button', { name: 'Take it' }).click();
  await expect(saleState(canteen.page, 'final')).toBeVisible();
  await expect(answer.getByText('so it can be confirmed there at once')).toBeVisible();

  canteen.plugCable();
  ann.plugCable();
  await expect(answer.getByText('Paid and confirmed.')).toBeVisible();
});

test('PAY-UI-91 each wrong kind is told by name, and a changed code is worth nothing', async ({ people }) => {
  const ann = await people.start('Ann');
  const { page } = ann;
  await ann.go('wallet');
  await page.getByRole('button', { name: /^Show your code/ }).click();
  const shown = page.getByRole('dialog', { name: 'Your code' });
  await expect(shown.getByRole('img', { name: 'Your code to be paid by' })).toBeVisible();
  const own = await seenCode(page, shown);
  await shown.getByRole('button', { name: 'Close' }).click();

  const wrong = [
    ['https://example.org', 'It is a web address. It was not opened.'],
    ['bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'It is a Bitcoin address.'],
    ['upi://pay?pa=ben@bank', 'It is a payment by UPI.'],
    ['Good morning', 'It holds some other text.'],
  ] as const;
  for (const [text, says] of wrong) {
    const dialog = await scan(ann, text);
    await expect(dialog.getByText(says)).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
  }
  const mine = await scan(ann, own);
  await expect(mine.getByText('This is your own code.')).toBeVisible();
  await mine.getByRole('button', { name: 'Close' }).click();
  await expect(mine).toBeHidden();

  const changed = await openCode(ann, `${own.slice(0, -1)}${own.endsWith('A') ? 'B' : 'A'}`);
  await expect(changed.getByText(/cut short or changed|your own code/)).toBeVisible();
  await changed.getByRole('button', { name: 'Close' }).last().click();
  const cut = await openCode(ann, own.slice(0, -8));
  await expect(cut.getByText('This code was cut short or changed.')).toBeVisible();
});

test('PAY-UI-94 a debt paid outside falls when who is owed says that it arrived', async ({ people }) => {
  const ben = await people.start('Ben');
  const ann = await people.start('Ann');
  await meet(ben, ann);
  await makeCanteen(ben);
  await openTill(ben);
  await topUp(ben.page, 'Ann', '12');
  await ann.go('wallet');
  await expect(ann.page.getByText(lunch('12.00')).first()).toBeVisible();

  // Ben owes Ann 12.00: he pays 8.00 of it by bank, with a code for his banking app, and says so.
  await openPersonPage(ben, 'Ann');
  await ben.page.getByRole('button', { name: 'Pay outside' }).click();
  const dialog = ben.page.getByRole('dialog', { name: 'Pay outside' });
  await dialog.getByLabel('How much of it').fill('8');
  await dialog.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 00');
  await dialog.getByLabel('Name of who gets it').fill('Ann Archer');
  await expect(dialog.getByLabel('Amount paid')).toHaveValue('8.00');
  await expectAccessible(ben.page, 'paying outside');
  await dialog.getByRole('button', { name: 'Next' }).click();
  const code = await seenCode(ben.page, dialog);
  expect(code.split('\n').slice(0, 8)).toEqual([
    ...['BCD', '002', '1', 'SCT', '', 'Ann Archer', 'DE89370400440532013000', 'EUR8.00'],
  ]);
  await dialog.getByRole('button', { name: 'I paid' }).click();
  await expect(dialog).toBeHidden();
  await expect(ben.page.getByText(/You said you paid .* by bank\. Waiting for/)).toBeVisible();

  // Ann is asked. Not yet changes nothing; yes does.
  await ann.go('wallet');
  const question = ann.page.getByRole('region', { name: 'Did it arrive?' });
  await expect(question.getByText(/says they paid .* by bank\. Did it arrive\?/)).toBeVisible();
  await question.getByRole('button', { name: 'Not yet' }).click();
  await expect(question.getByText('Nothing changed: they still owe it.')).toBeVisible();
  await expect(ann.page.getByText(lunch('12.00')).first()).toBeVisible();
  await question.getByRole('button', { name: 'Yes, it arrived' }).click();
  await expect(question).toBeHidden();
  await expect(ann.page.getByText(lunch('4.00')).first()).toBeVisible();
  await expect(ben.page.getByText(/by bank\. Settled\./)).toBeVisible();
  await expectAccessible(ben.page, 'what stands between two');
});

test('PAY-UI-91 the camera reads a code, and is off once it did', async ({ people }, info) => {
  const film = info.outputPath('code.y4m');
  await filmCode(film, 'lightning:lnbc1film');
  const ann = await people.start('Ann', withCamera(film));
  const { page } = ann;
  await ann.go('wallet');
  await page.getByRole('button', { name: /^Scan a code/ }).click();
  const scanning = page.getByRole('dialog', { name: 'Scan a code' });
  await scanning.getByRole('button', { name: 'Use the camera' }).click();
  const found = page.getByRole('dialog', { name: 'What this code says' });
  await expect(found.getByText('It is a Lightning invoice.')).toBeVisible();
  await expect(page.locator('video')).toHaveCount(0);
  await found.getByRole('button', { name: 'Scan another' }).click();
  await expect(scanning.getByRole('textbox', { name: 'Paste a code' })).toBeVisible();
});
