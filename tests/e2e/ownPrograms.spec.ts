import { type Page, expect, test } from '@playwright/test';
import { expectSound, stageProgram } from './support/programStage.ts';

/** A picture for who looks at them, where asked for. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['PROGRAM_PICTURES'];
  if (folder === undefined) return;
  for (const [width, height] of [
    [360, 640],
    [900, 640],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` });
    }
  }
}

const narrow = { viewport: { width: 320, height: 640 } };

test('poll: one asks, both vote, one changes the vote and one comes late', async ({ browser }) => {
  const stage = await stageProgram(browser, 'poll');
  const ann = await stage.enter('Ann', narrow);
  await picture(ann, 'poll-empty');
  await ann.getByRole('button', { name: 'New poll' }).click();
  await ann.getByLabel('Question').fill('Where shall we eat on Friday?');
  await ann.getByLabel('Answer 1', { exact: true }).fill('Noodles');
  await ann.getByLabel('Answer 2', { exact: true }).fill('Dosa');
  await picture(ann, 'poll-form');
  await ann.getByRole('button', { name: 'Add an answer' }).click();
  await ann.getByLabel('Answer 3', { exact: true }).fill('Whatever the canteen has');
  await ann.getByRole('button', { name: 'Ask', exact: true }).click();
  const bo = await stage.enter('Bo', { ...narrow, locale: 'ar' });
  await bo.getByRole('radio').nth(1).click();
  await ann.getByRole('radio', { name: /Noodles/ }).click();
  await ann.getByRole('radio', { name: /Dosa/ }).click();
  const cy = await stage.enter('Cy', narrow);
  await expect(cy.getByRole('radio', { name: /Dosa.*100 percent, votes: 2/ })).toBeVisible();
  await expectSound(stage, cy);
  await expectSound(stage, bo);
  expect(stage.updates.findLast(({ summary }) => summary !== undefined)?.summary).toBe('Votes: 2');
  await cy.getByRole('radio', { name: /Noodles/ }).click();
  await picture(cy, 'poll');
  await picture(bo, 'poll-ar');
});

test('checklist: two add, tick, assign, move and clear, and one takes that back', async ({ browser }) => {
  const stage = await stageProgram(browser, 'checklist');
  const ann = await stage.enter('Ann', narrow);
  for (const thing of ['Tent', 'Sleeping bags', 'Gas stove']) {
    await ann.getByLabel('Add something').fill(thing);
    await ann.getByLabel('Add something').press('Enter');
  }
  await ann.getByLabel('Name of the list').fill('Camping');
  await ann.getByLabel('Name of the list').blur();
  const bo = await stage.enter('Bo', narrow);
  await bo.getByRole('checkbox', { name: 'Tent' }).check();
  await bo.getByRole('button', { name: /^Gas stove/ }).click();
  await bo.getByLabel('Who').selectOption({ label: 'Ann' });
  await bo.getByLabel('By when').fill('2020-05-01');
  await picture(bo, 'checklist-sheet');
  await expectSound(stage, bo);
  await bo.getByRole('button', { name: 'Close' }).click();
  await bo.getByRole('button', { name: /Move Gas stove/ }).press('ArrowUp');
  await expect(ann.getByRole('listitem').first()).toContainText('Gas stove');
  await expect(ann.getByText('overdue')).toBeVisible();
  const held = await ann.getByRole('button', { name: /Move Gas stove/ }).boundingBox();
  const below = await ann.getByRole('button', { name: /Move Sleeping/ }).boundingBox();
  if (held === null || below === null) throw new Error('no rows');
  await ann.mouse.move(held.x + 20, held.y + 20);
  await ann.mouse.down();
  await ann.mouse.move(held.x + 20, below.y + 40, { steps: 4 });
  await ann.mouse.up();
  await expect(bo.getByRole('listitem').first()).toContainText('Sleeping bags');
  await picture(ann, 'checklist');
  await ann.getByRole('button', { name: 'Clear done' }).click();
  await expect(bo.getByRole('checkbox', { name: 'Tent' })).toHaveCount(0);
  await ann.getByRole('button', { name: 'Undo' }).click();
  await expect(bo.getByRole('checkbox', { name: 'Tent' })).toBeChecked();
  await expectSound(stage, ann);
});

test('split: two share a dinner, one adds a friend, and they settle', async ({ browser }) => {
  const stage = await stageProgram(browser, 'split');
  const ann = await stage.enter('Ann', { ...narrow, locale: 'fr-FR' });
  await ann.getByRole('button', { name: 'J’en suis' }).click();
  const bo = await stage.enter('Bo', { ...narrow, locale: 'en-GB' });
  await bo.getByRole('button', { name: 'I am in' }).click();
  await bo.getByLabel('Add someone by name').fill('Grandma');
  await bo.getByRole('button', { name: 'Add', exact: true }).click();
  await ann.getByRole('button', { name: 'Nouvelle dépense' }).click();
  await ann.getByLabel('Pour quoi').fill('Dîner au port');
  await ann.getByLabel('Montant').fill('100,00');
  await ann.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(bo.getByText('You → Ann')).toHaveCount(1);
  await bo.getByRole('button', { name: 'New expense' }).click();
  await bo.getByLabel('What for').fill('Boat');
  await bo.getByLabel('Amount').fill('60');
  await bo.getByRole('button', { name: 'By shares' }).click();
  await bo.getByLabel('Shares of Ann').fill('2');
  await picture(bo, 'split-form');
  await expectSound(stage, bo);
  await bo.getByRole('button', { name: 'Save' }).click();
  await picture(ann, 'split-fr');
  await expectSound(stage, ann);
  for (const left of [1, 0]) {
    await bo.getByRole('button', { name: /^Paid/ }).first().click();
    await expect(bo.getByRole('button', { name: /^Paid/ })).toHaveCount(left);
  }
  await expect(ann.getByText('Tout est réglé')).toBeVisible();
  await picture(bo, 'split');
});

/** How many points of a canvas have ink. */
const inkOf = (page: Page) =>
  page.locator('canvas').evaluate((element) => {
    const canvas = element as unknown as {
      readonly width: number;
      readonly height: number;
      getContext(kind: '2d'): { getImageData(x: number, y: number, w: number, h: number): { data: Uint8Array } };
    };
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, at) => at % 4 === 3 && value > 0).length;
  });

test('whiteboard: lines are seen while they are drawn, stay, and go one by one or all', async ({ browser }) => {
  const stage = await stageProgram(browser, 'whiteboard');
  const ann = await stage.enter('Ann', narrow);
  const bo = await stage.enter('Bo', { viewport: { width: 900, height: 640 } });
  await picture(ann, 'whiteboard-empty');
  const stroke = async (page: Page, steps: readonly (readonly [number, number])[], isEnded = true) => {
    const area = await page.locator('canvas').boundingBox();
    if (area === null) throw new Error('no board');
    for (const [at, [x, y]] of steps.entries()) {
      await page.mouse.move(area.x + x * area.width, area.y + y * area.height, { steps: 3 });
      if (at === 0) await page.mouse.down();
    }
    if (isEnded) await page.mouse.up();
  };
  await stroke(
    ann,
    [
      [0.1, 0.6],
      [0.25, 0.2],
      [0.4, 0.6],
      [0.55, 0.2],
    ],
    false,
  );
  await expect.poll(() => inkOf(bo)).toBeGreaterThan(0);
  expect(stage.updates.length).toBe(0);
  await ann.mouse.up();
  await expect.poll(() => stage.updates.length).toBe(1);
  await bo.getByRole('button', { name: 'Colour 5' }).click();
  await bo.getByRole('button', { name: 'Width 3' }).click();
  await stroke(bo, [
    [0.6, 0.7],
    [0.8, 0.4],
    [0.9, 0.8],
  ]);
  await expect.poll(() => stage.updates.length).toBe(2);
  const cy = await stage.enter('Cy', narrow);
  await expect(cy.getByRole('img', { name: /Strokes: 2/ })).toBeVisible();
  await picture(cy, 'whiteboard');
  await expectSound(stage, cy);
  await bo.getByRole('button', { name: 'Undo my last stroke' }).click();
  await expect(cy.getByRole('img', { name: /Strokes: 1/ })).toBeVisible();
  await bo.getByRole('button', { name: 'Bring it back' }).click();
  await ann.getByRole('button', { name: 'Clear the board' }).click();
  await ann.getByRole('dialog').getByRole('button', { name: 'Clear the board' }).click();
  await expect(cy.getByRole('img', { name: /Strokes: 0/ })).toBeVisible();
  await expect.poll(() => inkOf(bo)).toBe(0);
  expect(stage.updates.at(-1)?.info).toBe('Ann cleared the whiteboard');
});

test('2048: two play, one takes a move back, and the league has both', async ({ browser }) => {
  const stage = await stageProgram(browser, '2048');
  const ann = await stage.enter('Ann', narrow);
  const board = (page: Page) => page.getByRole('img', { name: /^Board/ }).getAttribute('aria-label');
  expect(stage.complaints).toEqual([]);
  const before = await board(ann);
  const ways = ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown'];
  for (const key of ways) await ann.keyboard.press(key);
  await expect.poll(() => board(ann)).not.toBe(before);
  const middle = await board(ann);
  for (const key of ways) {
    await ann.keyboard.press(key);
    if ((await board(ann)) !== middle) break;
  }
  await ann.getByRole('button', { name: 'Undo one move' }).click();
  await expect.poll(() => board(ann)).toBe(middle);
  for (let at = 0; at < 120; at += 1) await ann.keyboard.press(ways[at % 3] ?? 'ArrowUp');
  const kept = await board(ann);
  await ann.reload();
  await expect.poll(() => board(ann)).toBe(kept);
  await picture(ann, '2048');
  await ann.setViewportSize(narrow.viewport);
  await ann.getByRole('button', { name: 'New game' }).first().click();
  await expect(ann.getByRole('row', { name: /You/ })).toBeVisible();
  const bo = await stage.enter('Bo', { ...narrow, hasTouch: true, locale: 'hi-IN' });
  const area = await bo.locator('.board').boundingBox();
  if (area === null) throw new Error('no board');
  const hers = () => bo.locator('.board').getAttribute('aria-label');
  const start = await hers();
  for (const [x, y] of [
    [80, 0],
    [0, 80],
    [-80, 0],
  ] as const) {
    await bo.mouse.move(area.x + 120, area.y + 120);
    await bo.mouse.down();
    await bo.mouse.move(area.x + 120 + x, area.y + 120 + y, { steps: 4 });
    await bo.mouse.up();
  }
  await expect.poll(hers).not.toBe(start);
  for (let at = 0; at < 60; at += 1) await bo.keyboard.press(ways[at % 4] ?? 'ArrowUp');
  await bo.locator('header + * + * button').last().click();
  await expect(ann.getByRole('row', { name: /Bo/ })).toBeVisible();
  await picture(ann, '2048-league');
  await picture(bo, '2048-hi');
  await ann.setViewportSize(narrow.viewport);
  await bo.setViewportSize(narrow.viewport);
  await expectSound(stage, ann);
  await expectSound(stage, bo);
});
