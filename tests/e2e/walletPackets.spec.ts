import { meet } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { createGroup, openGroup } from './support/groupActs.ts';
import { closePacket, gotten, openPacket, packetCard, sendPacket } from './support/packetActs.ts';
import { type People, expect, test } from './support/people.ts';

/** Lin knows Ben and Cleo, who do not know each other; all look at their group. */
async function family(people: People) {
  const lin = await people.start('Lin');
  const ben = await people.start('Ben');
  const cleo = await people.start('Cleo');
  await meet(lin, ben);
  await meet(lin, cleo);
  await createGroup(lin, { name: 'Family', description: '', members: ['Ben', 'Cleo'] });
  for (const person of [ben, cleo]) await openGroup(person, 'Family');
  return { lin, ben, cleo };
}

test('a packet for everyone is opened when who sent it is away; of one for the first, the last see who was', async ({
  people,
}) => {
  const { lin, ben, cleo } = await family(people);
  const quick = { mode: 'First come, equal shares', amount: '5', shares: '1', greeting: 'Quick' } as const;
  await sendPacket(lin, { ...quick, currency: 'EUR' });
  const first = await openPacket(ben, 'Quick', 'Lin');
  expect(await gotten(first)).toBe(500);
  await expectAccessible(ben.page, 'an open packet');
  await closePacket(first);
  await expectAccessible(ben.page, 'the card of a packet');
  const late = packetCard(cleo.page, 'Quick');
  await expect(late).toContainText('All shares are taken');
  await late.click();
  const missed = cleo.page.getByRole('dialog', { name: 'Red packet' });
  await expect(missed).toContainText('All shares were taken before your turn.');
  await expect(missed.getByRole('list', { name: 'Who got what' })).toContainText(/Ben.*5\.00\sEUR/u);
  await closePacket(missed);

  await sendPacket(lin, { mode: 'Everyone', amount: '5', greeting: 'Happy new year' });
  await expect(packetCard(lin.page, 'Happy new year')).toContainText('For 2 people');
  for (const person of [ben, cleo]) {
    await expect(packetCard(person.page, 'Happy new year')).toHaveAttribute('data-packet', 'open');
  }
  await lin.close();
  for (const person of [ben, cleo]) {
    const dialog = await openPacket(person, 'Happy new year', 'Lin');
    expect(await gotten(dialog)).toBe(250);
    await expect(dialog).toContainText(/A promise by .*Lin.*, not money in a bank/u);
    await expect(dialog).not.toContainText('not confirmed');
    await closePacket(dialog);
    await expect(packetCard(person.page, 'Happy new year')).toContainText(/You got .*2\.50\sEUR.*, promised by .*Lin/u);
  }
});

test('turns are noted while who sent it is away, equal or by luck, and all check the end', async ({ people }) => {
  const { lin, ben, cleo } = await family(people);
  const packets = [
    { mode: 'First come, by luck', amount: '5', shares: '2', greeting: 'Good harvest', currency: 'EUR' },
    { mode: 'First come, equal shares', amount: '5', shares: '2', greeting: 'Good rain' },
  ] as const;
  for (const packet of packets) await sendPacket(lin, packet);
  for (const person of [ben, cleo]) {
    for (const { greeting } of packets) {
      await expect(packetCard(person.page, greeting)).toHaveAttribute('data-packet', 'open');
    }
  }
  await lin.close();
  for (const person of [ben, cleo]) {
    for (const { greeting } of packets) {
      const dialog = await openPacket(person, greeting, 'Lin');
      await expect(dialog).toContainText(/Lin.*'s device hands out the shares and is off\. Your turn is noted\./u);
      await closePacket(dialog);
    }
  }
  await packetCard(cleo.page, 'Good rain').click();
  const waiting = cleo.page.getByRole('dialog', { name: 'Red packet' });
  await expect(waiting).toContainText('Your turn is noted');
  await expectAccessible(cleo.page, 'a packet one waits for');
  await closePacket(waiting);
  await lin.reopen();
  for (const { greeting, mode } of packets) {
    const amounts = [];
    for (const person of [ben, cleo]) {
      const dialog = await openPacket(person, greeting, 'Lin');
      amounts.push(await gotten(dialog));
      await expect(dialog).toContainText('Checked by this device: the arithmetic is right.');
      await expect(dialog.getByText('Luckiest')).toHaveCount(mode === 'First come, by luck' ? 1 : 0);
      await closePacket(dialog);
    }
    expect(amounts.every((amount) => amount > 0)).toBe(true);
    expect(amounts.reduce((all, amount) => all + amount, 0)).toBe(500);
    if (mode === 'First come, equal shares') expect(amounts).toEqual([250, 250]);
  }
  await openGroup(lin, 'Family');
  await packetCard(lin.page, 'Good harvest').click();
  const result = lin.page.getByRole('dialog', { name: 'Red packet' });
  await expect(result).toContainText(/2 of 2 shares, .*5\.00\sEUR.* of .*5\.00\sEUR/u);
  await expect(result.getByRole('list', { name: 'Who got what' }).getByRole('listitem')).toHaveCount(2);
  await expect(result).toContainText('Checked by this device: the arithmetic is right.');
});
