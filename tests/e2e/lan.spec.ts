/**
 * Two whole apps, each with its host and Chromium in a network namespace of its own, in one network with no way out and no meeting
 * point: they find each other, become contacts, and find each other again.
 */
import { execFileSync } from 'node:child_process';
import {
  askByInvite,
  composer,
  copyInvite,
  message,
  naming,
  openAddDialog,
  openChat,
  openRequest,
  say,
} from './support/acts.ts';
import { type Locator, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { BRIDGE_ADDRESS, type Namespaces, createNamespaces } from './transport/namespaces.ts';

const WHY_SKIPPED = 'network namespaces need root and `ip`';
/** From the start of a host until it knows another: a round of discovery, a link, an announcement. */
const MEETING = 60_000;

/**
 * No packet finds a way out of the network: the router it would go by is not there. (With no router in its settings at all, Chromium
 * tells no page of the machine's addresses, and no page of it can be linked with.)
 */
function cutTheWayOut({ names }: Namespaces): void {
  const nobody = BRIDGE_ADDRESS.replace(/\d+$/, '254');
  for (const name of names)
    execFileSync('ip', ['-n', name, 'route', 'replace', 'default', 'via', nobody], { stdio: 'pipe' });
}

async function openNearby(person: Person): Promise<Locator> {
  const dialog = await openAddDialog(person);
  await dialog.getByRole('tab', { name: 'Nearby' }).click();
  return dialog;
}

test('NRB-6 NBY-3 two people in one network with no way out find each other, become contacts, and meet again', async ({
  people,
}) => {
  test.setTimeout(300_000);
  const namespaces = await createNamespaces();
  if (namespaces === null) process.stdout.write(`  meeting in a local network is not tested: ${WHY_SKIPPED}\n`);
  test.skip(namespaces === null, WHY_SKIPPED);
  if (namespaces === null) return;
  try {
    cutTheWayOut(namespaces);
    const start = async (name: string, index: 0 | 1): Promise<Person> => {
      const [namespace, browser] = [namespaces.names[index], namespaces.launchers[index]];
      const person = await people.start(name, { namespace, browser, hasNearby: true });
      person.expectComplaint(/WebSocket connection to|ERR_|net::/);
      return person;
    };
    const alice = await start('Alice', 0);
    const bob = await start('Bob', 1);

    const hers = await openNearby(alice);
    await expect(hers.getByText('Nobody here yet')).toBeVisible({ timeout: MEETING });
    const his = await openNearby(bob);
    await expect(hers.getByText(naming('{name}', 'Bob'))).toBeVisible({ timeout: MEETING });
    await hers.getByRole('button', { name: 'Connect' }).click();
    await expect(hers.getByText(naming('{name} was asked', 'Bob'))).toBeVisible();
    await expect(his.getByText('wants to connect with you')).toBeVisible({ timeout: MEETING });
    await his.getByRole('button', { name: 'View' }).click();
    await expect(his.getByText('Safety number')).toBeVisible();
    await his.getByRole('button', { name: 'Ask to be contacts' }).click();
    await expect(his).toBeHidden();
    await hers.getByRole('button', { name: 'Close' }).click();

    const request = await openRequest(alice, 'Bob');
    await request.getByRole('button', { name: 'Accept' }).click();
    await openChat(alice, 'Bob');
    await openChat(bob, 'Alice');
    await say(alice.page, 'no cable at all');
    await expect(message(bob.page, 'no cable at all')).toBeVisible({ timeout: MEETING });

    // Both hosts end and begin anew, under names nobody has heard of.
    for (const person of [alice, bob]) await person.killHost();
    for (const person of [alice, bob]) await person.close();
    for (const person of [alice, bob]) await person.startHost();
    for (const person of [alice, bob]) await person.open();
    await openChat(bob, 'Alice');
    await openChat(alice, 'Bob');
    await expect(composer(bob.page)).toBeVisible();
    await say(bob.page, 'and again');
    await expect(message(alice.page, 'and again')).toBeVisible({ timeout: MEETING });
  } finally {
    await namespaces.close();
  }
});

test('NRB-10 who switched it off is found by nobody, though on the same network', async ({ people }) => {
  test.setTimeout(200_000);
  const namespaces = await createNamespaces();
  test.skip(namespaces === null, WHY_SKIPPED);
  if (namespaces === null) return;
  try {
    cutTheWayOut(namespaces);
    const alice = await people.start('Alice', {
      namespace: namespaces.names[0],
      browser: namespaces.launchers[0],
      hasNearby: true,
    });
    const bob = await people.start('Bob', {
      namespace: namespaces.names[1],
      browser: namespaces.launchers[1],
      hasNearby: true,
    });
    for (const person of [alice, bob]) person.expectComplaint(/WebSocket connection to|ERR_|net::/);
    await alice.go('settings/connections');
    await expect(alice.page.getByText('1 other computer with Banyan is here')).toBeVisible({ timeout: MEETING });
    await bob.go('settings/connections');
    await bob.page.getByRole('switch', { name: 'Find contacts in the local network' }).click();
    await expect(alice.page.getByText('No other computer with Banyan found here yet')).toBeVisible({
      timeout: MEETING,
    });
    await askByInvite(bob, await copyInvite(alice));
    await bob.page.waitForTimeout(5000);
    await alice.go('contacts');
    await expect(alice.page.getByRole('region', { name: 'Wants to be your contact' })).toBeHidden();
    await bob.go('settings/connections');
    await bob.page.getByRole('switch', { name: 'Find contacts in the local network' }).click();
    await openRequest(alice, 'Bob');
  } finally {
    await namespaces.close();
  }
});
