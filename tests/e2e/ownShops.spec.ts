import { type Page, expect, test } from '@playwright/test';
import { expectSound, stageProgram } from './support/programStage.ts';

const narrow = { viewport: { width: 320, height: 640 } };

/** Gives a page a wallet that answers so. */
async function giveWallet(page: Page, status: 'paid' | 'declined'): Promise<void> {
  await page.evaluate((end) => {
    const pay = () => Promise.resolve({ status: end, receipt: end === 'paid' ? 'receipt-1' : null });
    Object.assign(globalThis, { banyan: { version: 1, permissions: ['pay'], pay } });
  }, status);
}

const square = (page: Page, name: string) => page.getByRole('gridcell', { name: new RegExp(`^${name},`) });

test('chess: two sit down, one plays by hand and one by keyboard, a watcher sees how it ends', async ({ browser }) => {
  const stage = await stageProgram(browser, 'chess');
  const ann = await stage.enter('Ann', narrow);
  const bo = await stage.enter('Bo', narrow);
  await ann.getByRole('button', { name: 'Sit here' }).last().click();
  await bo.getByRole('button', { name: 'Sit here' }).click();
  await square(ann, 'f2').click();
  await square(ann, 'f3').click();
  await bo.getByLabel('Type a move').fill('Ke4');
  await bo.getByLabel('Type a move').press('Enter');
  await expect(bo.locator('.problem')).toHaveText('That cannot be played here.');
  await bo.getByLabel('Type a move').fill('e5');
  await bo.getByLabel('Type a move').press('Enter');
  await square(ann, 'g2').focus();
  await ann.keyboard.press('Enter');
  await ann.keyboard.press('ArrowUp');
  await ann.keyboard.press('ArrowUp');
  await ann.keyboard.press('Enter');
  await expectSound(stage, ann);
  await square(bo, 'd8').click();
  await square(bo, 'h4').click();
  await expect(ann.getByRole('heading', { name: 'Checkmate: Bo wins' })).toBeVisible();
  const cy = await stage.enter('Cy', narrow);
  await expect(cy.getByRole('heading', { name: 'Checkmate: Bo wins' })).toBeVisible();
  await expect(cy.getByRole('button', { name: 'Qh4#' })).toBeVisible();
  await ann.getByRole('button', { name: 'Play again' }).click();
  await bo.getByRole('button', { name: 'Play again' }).click();
  await expect(bo.getByRole('heading', { name: 'Your move' })).toBeVisible();
  await expectSound(stage, cy);
});

test('shop: an order is paid, checked and made; without a wallet it is paid at the counter', async ({ browser }) => {
  const stage = await stageProgram(browser, 'storefront');
  const ann = await stage.enter('Ann', narrow);
  await ann.getByLabel('Name').fill('Corner');
  await ann.getByRole('button', { name: 'Open' }).click();
  await ann.getByRole('button', { name: 'New product' }).click();
  await ann.getByLabel('Name').fill('Bread');
  await ann.getByLabel('Price').fill('3,50');
  await ann.getByRole('button', { name: 'Save' }).click();
  const bo = await stage.enter('Bo', narrow);
  await giveWallet(bo, 'paid');
  await bo.getByRole('button', { name: 'Add Bread' }).click();
  await bo.getByRole('button', { name: 'Cart' }).click();
  await bo.getByRole('button', { name: 'Order and pay' }).click();
  await expect(bo.getByText('Paid. Ann’s wallet shows whether it came')).toBeVisible();
  await ann.getByRole('button', { name: 'Orders (1)' }).click();
  await expect(ann.getByText('Bo says: paid')).toBeVisible();
  await expect(ann.getByText('Your wallet shows whether it came')).toBeVisible();
  await ann.getByRole('button', { name: 'Money is here' }).click();
  await expect(bo.getByText('Paid', { exact: true })).toBeVisible();
  await ann.getByRole('button', { name: 'Prepare' }).click();
  await expect(ann.getByRole('button', { name: 'Orders', exact: true })).toBeVisible();
  await ann.getByRole('button', { name: 'It is ready' }).click();
  await expect(bo.getByText('Ready')).toBeVisible();
  await expectSound(stage, ann);
  const cy = await stage.enter('Cy', narrow);
  await cy.getByRole('button', { name: 'Add Bread' }).click();
  await cy.getByRole('button', { name: 'Cart' }).click();
  await cy.getByRole('button', { name: 'Order and pay' }).click();
  await expect(cy.getByText('Pay at the counter.')).toBeVisible();
  await expect(cy.getByText('Not paid: at the counter')).toBeVisible();
  await expectSound(stage, cy);
});

test('stamp card: asked for, given, full, handed out', async ({ browser }) => {
  const stage = await stageProgram(browser, 'stamps');
  const ann = await stage.enter('Ann', narrow);
  await ann.getByLabel('Name of the shop').fill('Luna');
  await ann.getByLabel('Reward', { exact: true }).fill('A coffee');
  await ann.getByLabel('Stamps for a reward').selectOption('2');
  await ann.getByRole('button', { name: 'Make it' }).click();
  const bo = await stage.enter('Bo', narrow);
  await bo.getByRole('button', { name: 'Ask for a stamp' }).click();
  await ann.locator('.wish .primary').click();
  await ann.getByRole('button', { name: 'Stamp for Bo' }).click();
  await bo.getByRole('button', { name: 'Get the reward' }).click();
  await ann.getByRole('button', { name: 'Hand out' }).click();
  await expect(bo.getByText('Rewards so far: 1')).toBeVisible();
  await expectSound(stage, bo);
  await expectSound(stage, ann);
});

test('canteen: a top-up counts when the canteen has seen it, and pays the order', async ({ browser }) => {
  const stage = await stageProgram(browser, 'canteen');
  const ann = await stage.enter('Ann', narrow);
  // Orders are taken for times to come: it is ten in the morning.
  const morning = new Date().setHours(10, 0, 0, 0);
  await ann.clock.setFixedTime(morning);
  await ann.getByLabel('Name').fill('Mensa');
  await ann.getByRole('button', { name: 'Open' }).click();
  await ann.getByRole('button', { name: 'New dish' }).click();
  await ann.getByLabel('Name').fill('Soup');
  await ann.getByLabel('Price').fill('4');
  await ann.getByRole('button', { name: 'celery' }).click();
  await ann.getByRole('button', { name: 'Save' }).click();
  const bo = await stage.enter('Bo', narrow);
  await bo.clock.setFixedTime(morning);
  await giveWallet(bo, 'paid');
  await bo.getByRole('button', { name: 'Balance' }).click();
  await bo.getByLabel('Amount').fill('10');
  await bo.getByRole('button', { name: 'Top up' }).click();
  await expect(bo.getByText('€0.00')).toBeVisible();
  await expect(bo.getByText('€10.00 more once Ann has seen it in the wallet')).toBeVisible();
  await ann.getByRole('button', { name: 'Guests' }).click();
  await ann.getByRole('button', { name: 'Money is here' }).click();
  await expect(bo.getByText('€10.00', { exact: true })).toBeVisible();
  await bo.getByRole('button', { name: 'Menu' }).click();
  await expect(bo.getByText('Contains celery')).toBeVisible();
  await bo.getByRole('button', { name: 'Add Soup' }).click();
  await bo.getByRole('button', { name: 'Order', exact: true }).click();
  await expect(bo.getByText('Paid from balance')).toBeVisible();
  await expect(ann.getByRole('button', { name: 'Orders (1)' })).toBeVisible();
  await expectSound(stage, bo);
  await expectSound(stage, ann);
});

test('rides: of two who ask for the last places one waits, and moves up', async ({ browser }) => {
  const stage = await stageProgram(browser, 'rides');
  const ann = await stage.enter('Ann', narrow);
  await ann.getByRole('button', { name: 'New ride' }).click();
  await ann.getByLabel('From').fill('Here');
  await ann.getByLabel('To', { exact: true }).fill('There');
  await ann.getByLabel('Places').selectOption('1');
  await ann.getByRole('button', { name: 'Put it up' }).click();
  const bo = await stage.enter('Bo', narrow);
  const cy = await stage.enter('Cy', narrow);
  await bo.getByRole('button', { name: 'Ask to join' }).click();
  await cy.getByRole('button', { name: 'Ask to join' }).click();
  await expect(cy.getByText('Waiting list')).toBeVisible();
  await ann.getByRole('button', { name: 'Refuse Bo' }).click();
  await ann.getByRole('button', { name: 'Confirm Cy' }).click();
  await expect(cy.getByText('Confirmed')).toBeVisible();
  await expectSound(stage, ann);
  await expectSound(stage, cy);
});
