/** What goes into a program and out of it by a person's hands: codes before the camera, files, packages dropped in. */
import { readFile, writeFile } from 'node:fs/promises';
import { composer, meet, message, naming } from './support/acts.ts';
import { filmCode, withCamera } from './support/camera.ts';
import { createGroup, openGroup } from './support/groupActs.ts';
import { keeperPackage } from './support/keeper.ts';
import {
  askingProgram,
  dropFile,
  programCard,
  programFrame,
  programPane,
  sendAsProgram,
  startProgram,
} from './support/programActs.ts';
import { expect, test } from './support/people.ts';

/** What the canary tried and did not get: the browser says so in the console. */
const SHUT = /ERR_NETWORK_ACCESS_REVOKED/;

test('MPH-6 MPH-7 MPH-12 a program gets the text of a code, hands a file to another chat, and takes no for an answer', async ({
  people,
}, info) => {
  const film = info.outputPath('code.y4m');
  await filmCode(film, 'table 7, ünïcode');
  const [alice, bob] = [await people.start('Alice', withCamera(film)), await people.start('Bob')];
  alice.expectComplaint(SHUT);
  await meet(alice, bob);
  const { page } = alice;
  const [here, there] = [page.url(), bob.page.url()];
  await createGroup(alice, { name: 'Breakfast', description: '', members: ['Bob'] });
  await page.goto(here);
  await sendAsProgram(alice, askingProgram());
  await startProgram(page, 'Asking');
  const program = programFrame(page, 'Asking');
  const press = (name: string) => program.getByRole('button', { name }).click();
  const said = program.locator('output');
  const dialog = page.getByRole('dialog');

  await test.step('a code before the camera', async () => {
    await press('Scan');
    await dialog.getByRole('button', { name: 'Allow', exact: true }).click();
    // The camera is off until the person turns it on, and off again when they give up.
    await expect(page.locator('video')).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Cancel' }).last().click();
    await expect(said).toHaveText('done null');
    await press('Scan');
    await dialog.getByRole('button', { name: 'Turn on the camera' }).click();
    await expect(dialog.getByText('table 7, ünïcode')).toBeVisible();
    await expect(said).toHaveText('waiting');
    await dialog.getByRole('button', { name: 'Hand it over' }).click();
    await expect(said).toHaveText('done "table 7, ünïcode"');
    await expect(page.locator('video')).toHaveCount(0);
  });

  await test.step('a file for another chat', async () => {
    await press('List');
    await expect(dialog).toContainText('list.txt');
    await dialog.getByRole('button', { name: 'Breakfast' }).click();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(said).toHaveText('done undefined');
    await openGroup(bob, 'Breakfast');
    const received = message(bob.page, 'what we need');
    await expect(received).toContainText('list.txt');
    const download = bob.page.waitForEvent('download');
    await received.getByRole('button', { name: /^Save .*list/ }).click();
    expect(await readFile(await (await download).path(), 'utf8')).toBe('tea and bread');
    await bob.page.goto(there);
    await expect(composer(bob.page)).toBeVisible();
    await expect(message(bob.page, 'what we need')).toHaveCount(0);
  });

  await test.step('no file', async () => {
    await press('Files');
    await expect(dialog.getByRole('button', { name: 'Choose from this computer' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(said).toHaveText('done []');
  });
});

test('PKG-1 PRG-6 a package dropped on a chat or on the room is taken, and what is none is refused in plain words', async ({
  people,
}, info) => {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  alice.expectComplaint(SHUT);
  await meet(alice, bob);
  const { page } = alice;
  const [good, bad] = [info.outputPath('keeper.xdc'), info.outputPath('broken.xdc')];
  await writeFile(good, keeperPackage({ version: '1' }));
  await writeFile(bad, 'these are no programs');
  const question = page.getByRole('dialog', { name: 'This is a mini program' });
  const refusal = page.getByText('This file is not a mini program');

  await dropFile(composer(page), bad);
  await question.getByRole('button', { name: 'As a mini program' }).click();
  await expect(question).toContainText('This file is not a mini program');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await dropFile(composer(page), good);
  await expect(question).toContainText('keeper.xdc');
  await question.getByRole('button', { name: 'As a mini program' }).click();
  await expect(programCard(bob.page, 'Keeper')).toContainText(naming('Put here by {name}', 'Alice'));
  await startProgram(page, 'Keeper');
  await expect(programFrame(page, 'Keeper').getByRole('heading')).toHaveText('Keeper 1');
  await programPane(page).getByRole('button', { name: 'Close' }).click();

  await bob.go('programs');
  const room = bob.page.getByRole('region', { name: 'Mini programs' });
  await dropFile(room, bad);
  await expect(bob.page.getByText('This file is not a mini program')).toBeVisible();
  await expect(bob.page.getByRole('region', { name: 'Mine' })).toHaveCount(0);
  await dropFile(room, good);
  await expect(bob.page.getByRole('article', { name: 'Keeper' })).toBeVisible();
  await expect(bob.page.getByRole('region', { name: 'Mine' })).toContainText('Keeper');
  await expect(refusal).toHaveCount(0);
});
