import { type MintServer, startMint } from '../support/node/mintServer.ts';
import { invoiceOf } from '../support/shared/mint/testMint.ts';
import { meet } from './support/acts.ts';
import { expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

let mint: MintServer;
test.beforeEach(async () => {
  mint = await startMint();
});
test.afterEach(() => mint.close());

async function openWallet(person: Person): Promise<void> {
  await person.page.getByRole('link', { name: 'Wallet' }).click();
}

/** Agrees to the mint of the test, having read what there is to read. */
async function addMint(person: Person): Promise<void> {
  const { page } = person;
  await openWallet(person);
  await page.getByRole('button', { name: 'Add a mint' }).click();
  await page.getByRole('dialog', { name: 'Add a mint' }).getByLabel('Address of the mint').fill(mint.address);
  await agree(person);
}

/** From an address that was typed or told by a token, to the mint's page. */
async function agree({ page }: Person): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add a mint' });
  await expect(dialog.getByLabel('Address of the mint')).toHaveValue(mint.address);
  await dialog.getByRole('button', { name: 'Look' }).click();
  await expect(dialog.getByText('Whoever runs this mint holds what you keep there')).toBeVisible();
  const press = dialog.getByRole('button', { name: 'Add this mint' });
  await expect(press).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('checkbox').check();
  await press.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Corner mint', level: 1 })).toBeVisible();
}

function mintPage(person: Person) {
  return person.page.getByRole('article', { name: 'Corner mint' });
}

async function topUp(person: Person, amount: string): Promise<void> {
  await mintPage(person).getByRole('button', { name: 'Top up' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Top up over Lightning' });
  await dialog.getByLabel('How much').fill(amount);
  await dialog.getByRole('button', { name: 'Get an invoice' }).click();
  await expect(dialog.getByRole('img', { name: 'The Lightning invoice as a code' })).toBeVisible();
  mint.mint.settle();
  await expect(dialog.getByText('Topped up')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

/** Makes a token and tells its text. */
async function makeToken(person: Person, amount: string, lockedTo?: string): Promise<string> {
  await mintPage(person).getByRole('button', { name: 'Send', exact: true }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Send notes' });
  await dialog.getByLabel('How much').fill(amount);
  if (lockedTo !== undefined) await dialog.getByLabel('Who can redeem it').selectOption({ label: lockedTo });
  await dialog.getByRole('button', { name: 'Make a token' }).click();
  const made = person.page.getByRole('dialog', { name: 'Token' });
  const token = await made.getByLabel('As text').inputValue();
  await made.getByRole('button', { name: 'Close' }).last().click();
  return token;
}

async function redeem(person: Person, token: string): Promise<void> {
  await mintPage(person).getByRole('button', { name: 'Redeem', exact: true }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Redeem a token' });
  await dialog.getByLabel('Token').fill(token);
  await dialog.getByRole('button', { name: 'Look' }).click();
  await expect(dialog.getByText('Signed by its mint.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Redeem' }).click();
}

test('notes of a mint: topped up, given, redeemed once, locked to a friend', async ({ people }) => {
  const ana = await people.start('Ana');
  const ben = await people.start('Ben');
  await meet(ana, ben);
  await addMint(ana);
  await topUp(ana, '1000');
  await expect(mintPage(ana)).toContainText(/1,000\ssat/u);
  await expect(mintPage(ana)).toContainText('Kept by mint');
  const token = await makeToken(ana, '137');
  await expect(mintPage(ana)).toContainText(/863\ssat/u);
  await expect(mintPage(ana)).toContainText('It is not known to be redeemed');

  // Ben's app asks no mint that he has not agreed to.
  const asked = mint.mint.asked.filter((place) => place !== 'checkstate').length;
  await openWallet(ben);
  await ben.page.getByRole('button', { name: 'Redeem a token' }).click();
  const found = ben.page.getByRole('dialog', { name: 'Redeem a token' });
  await found.getByLabel('Token').fill(`For you: ${token}`);
  await found.getByRole('button', { name: 'Look' }).click();
  await expect(found.getByText('It was not asked anything')).toBeVisible();
  await expect(found).toContainText(/137\ssat/u);
  expect(mint.mint.asked.filter((place) => place !== 'checkstate').length).toBe(asked);
  await found.getByRole('button', { name: 'Look at this mint' }).click();
  await agree(ben);
  await redeem(ben, token);
  const received = ben.page.getByRole('dialog', { name: 'Redeem a token' });
  await expect(received.getByRole('status')).toContainText('Redeemed');
  await received.getByRole('button', { name: 'To the mint' }).click();
  await expect(mintPage(ben)).toContainText(/137\ssat/u);
  await redeem(ben, token);
  await expect(received.getByRole('status')).toContainText('It was redeemed already');
  await received.getByRole('button', { name: 'To the mint' }).click();
  await expect(mintPage(ana))
    .toContainText('Ready to be given')
    .catch(() => undefined);

  // Ben has a mint now, so that Ana's app knows a key of his.
  const locked = await makeToken(ana, '50', 'Ben');
  await expect(mintPage(ana)).toContainText(/Locked to .*Ben.* until/u);
  await redeem(ben, locked);
  await expect(received.getByRole('status')).toContainText('Redeemed');
  await received.getByRole('button', { name: 'To the mint' }).click();
  await expect(mintPage(ben)).toContainText(/187\ssat/u);
});

test('the mint goes away in the middle, and nothing is lost; an invoice is paid', async ({ people }) => {
  const ana = await people.start('Ana');
  await addMint(ana);
  await topUp(ana, '500');
  await mintPage(ana).getByRole('button', { name: 'Pay an invoice' }).click();
  const dialog = ana.page.getByRole('dialog', { name: 'Pay a Lightning invoice' });
  await dialog.getByLabel('Invoice').fill(invoiceOf(100));
  await dialog.getByRole('button', { name: 'What does it cost?' }).click();
  await expect(dialog.getByText(/at most .*2\ssat/u)).toBeVisible();
  await dialog.getByRole('button', { name: 'Pay' }).click();
  await expect(dialog.getByText('Invoice paid')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(mintPage(ana)).toContainText(/399\ssat/u);

  mint.isAway = true;
  await mintPage(ana).getByRole('button', { name: 'Send', exact: true }).click();
  const send = ana.page.getByRole('dialog', { name: 'Send notes' });
  await send.getByLabel('How much').fill('3');
  await send.getByRole('button', { name: 'Make a token' }).click();
  // Either notes make it exactly, and nobody is asked; or the mint is missed and says nothing.
  await expect(
    ana.page.getByRole('dialog', { name: 'Token' }).or(send.getByText('The mint does not answer')),
  ).toBeVisible();
  mint.isAway = false;
  await ana.page.reload();
  await expect(ana.page.getByRole('heading', { name: 'Corner mint', level: 1 })).toBeVisible();
  await mintPage(ana).getByRole('button', { name: 'Look for them' }).click();
  await expect(ana.page.getByText('Nothing is missing')).toBeVisible();
});
