/** The test of STUN and TURN servers in the settings, against coturn. */
import { type TurnServer, ownAddress, startTurn, whyNoTurn } from '../support/node/turnServer.ts';
import { expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';

const missing = whyNoTurn();
if (missing !== null) process.stdout.write(`  STUN and TURN servers are not tested: ${missing}\n`);

/** A server that does not answer is given up on by the browser. */
const SILENCE = 40_000;

async function add(person: Person, address: string, login?: Pick<TurnServer, 'username' | 'credential'>) {
  const { page } = person;
  await page.getByRole('textbox', { name: 'Address of a STUN or TURN server' }).fill(address);
  if (login !== undefined) {
    await page.getByRole('textbox', { name: 'User name' }).fill(login.username);
    await page.getByLabel('Password').fill(login.credential);
  }
  await page.getByRole('textbox', { name: 'Address of a STUN or TURN server' }).press('Enter');
  await expect(page.getByRole('button', { name: `Remove ${address}` })).toBeVisible();
}

async function remove(person: Person, address: string) {
  await person.page.getByRole('button', { name: `Remove ${address}` }).click();
  await expect(person.page.getByRole('button', { name: `Remove ${address}` })).toBeHidden();
}

async function verdict(person: Person, text: string | RegExp) {
  await person.page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(person.page.getByText(text)).toBeVisible({ timeout: SILENCE });
}

test('SET-4 the test of STUN and TURN servers says plainly what each is good for', async ({ people }) => {
  test.setTimeout(300_000);
  test.skip(missing !== null, missing ?? '');
  const turn = await startTurn();
  try {
    const alice = await people.start('Alice');
    await alice.go('settings/connections');
    await expect(alice.page.getByRole('button', { name: 'Test', exact: true })).toBeDisabled();

    const stun = `stun:${turn.at}`;
    await add(alice, stun);
    await verdict(alice, /^Direct: your outside address is known/);

    const relay = `turn:${turn.at}`;
    await add(alice, relay, turn);
    await verdict(alice, /^Direct where a router allows it, and through your relay/);

    await remove(alice, stun);
    await verdict(alice, /^Through your relay: it passes traffic on/);

    await remove(alice, relay);
    await add(alice, relay, { ...turn, credential: 'another' });
    await verdict(alice, /^Relay refused: wrong user name or password/);
    await remove(alice, relay);

    // Nobody is at this port.
    const silent = `stun:${ownAddress() ?? ''}:9`;
    await add(alice, silent);
    await verdict(alice, /^Blocked: UDP\. No server answered/);

    const overTcp = `turn:${turn.at}?transport=tcp`;
    await add(alice, overTcp, turn);
    await verdict(alice, /^Blocked: UDP does not get out of this network/);
  } finally {
    await turn.close();
  }
});
