/** What people do with devices of their own, by what they see and press. */
import { copying, naming } from './acts.ts';
import { type People, expect } from './people.ts';
import type { Person } from './person.ts';

/** Links a computer with the app open for the first time to the account of a person. */
export async function linkDevice(person: Person, other: Person, name: string): Promise<void> {
  await person.go('settings/devices');
  await person.page.getByRole('button', { name: 'Link a device' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Link a device' });
  const link = await copying(person.page, () => dialog.getByRole('button', { name: 'Copy link' }).click());
  const { page } = other;
  await page.getByRole('button', { name: 'I have Banyan on another device' }).click();
  await page.getByRole('textbox', { name: 'Name of this device' }).fill(name);
  await page.getByRole('textbox', { name: 'Code or link' }).fill(link);
  await page.getByRole('button', { name: 'Next' }).click();
  const digits = page.getByRole('status').locator('output');
  await expect(digits).toHaveText(/^\d{3} \d{3}$/);
  await dialog.getByRole('textbox', { name: 'Digits on the new device' }).fill((await digits.textContent()) ?? '');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  const linked = person.page.getByRole('dialog', { name: 'Linked' });
  const number = (await linked.getByLabel('Number to compare').textContent()) ?? '';
  await expect(page.getByLabel('Number to compare')).toHaveText(number);
  await linked.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(naming('Go into the account of {name}?', person.name))).toBeVisible();
  await page.getByRole('button', { name: 'It is linked there' }).click();
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
}

/** A second device of somebody, in the room it opens with. */
export async function linkLaptop(people: People, person: Person): Promise<Person> {
  const laptop = await people.arrive(person.name);
  await linkDevice(person, laptop, 'Laptop');
  return laptop;
}

/** Takes a device out, as lost. */
export async function removeDevice(person: Person, name: string): Promise<void> {
  await person.go('settings/devices');
  await person.page.getByRole('button', { name: naming('Remove {name}', name) }).click();
  const removing = person.page.getByRole('alertdialog', { name: naming('Remove {name}?', name) });
  await removing.getByRole('button', { name: 'Remove device' }).click();
  await expect(person.page.getByRole('heading', { name: 'Removed' })).toBeVisible();
}
