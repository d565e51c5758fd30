import { copying, naming } from './acts.ts';
import { type People, expect } from './people.ts';
import type { Person } from './person.ts';

/** A second device of somebody, linked by a code and six digits, in the room it opens with. */
export async function linkLaptop(people: People, person: Person): Promise<Person> {
  const laptop = await people.arrive(person.name);
  await person.go('settings/devices');
  await person.page.getByRole('button', { name: 'Link a device' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Link a device' });
  const link = await copying(person.page, () => dialog.getByRole('button', { name: 'Copy link' }).click());
  const { page } = laptop;
  await page.getByRole('button', { name: 'I have Banyan on another device' }).click();
  await page.getByRole('textbox', { name: 'Name of this device' }).fill('Laptop');
  await page.getByRole('textbox', { name: 'Code or link' }).fill(link);
  await page.getByRole('button', { name: 'Next' }).click();
  const digits = page.getByRole('status').locator('output');
  await expect(digits).toHaveText(/^\d{3} \d{3}$/);
  await dialog.getByRole('textbox', { name: 'Digits on the new device' }).fill((await digits.textContent()) ?? '');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  const linked = person.page.getByRole('dialog', { name: 'Linked' });
  await linked.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(naming('Go into the account of {name}?', person.name))).toBeVisible();
  await page.getByRole('button', { name: 'It is linked there' }).click();
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  return laptop;
}
