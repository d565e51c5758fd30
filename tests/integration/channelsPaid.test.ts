/** Paid posts and subscriptions: whole engines, virtual time. */
import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { type BlobMessage, encodeBlobMessage } from '@domain/blob/messages.ts';
import { claimRecordSchema, openedRecordSchema } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, readRecord } from '@domain/channel/records.ts';
import { defaultSpendingRules } from '@domain/spending/rules.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { BlobId } from '@shared/ids.ts';
import { Rogue } from './support/channelRogue.ts';
import { articleText, lettersOf, only, postsOf } from './support/channelStory.ts';
import {
  CREDIT,
  buy,
  credit,
  forgedClaim,
  givenIn,
  keptOf,
  publishPaid,
  sellers,
  stateOf,
  subscribe,
} from './support/paidStory.ts';
import { type Person, type World, must } from './support/world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SOLD = { isForSubscribers: false, amount: 250 };
const SUBSCRIBED = { isForSubscribers: true, amount: null };
const TEXT = 'Secret of Clouds.\nSeen from above';

const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? 'ok' : outcome.error?.code);

const balance = async (person: Person) => (await person.read(person.workspace.wallet.holdings()))[0]?.balance ?? 0n;

/** Lets days go by with everybody's app closed: nobody has to be asked each second. */
async function sleep(world: World, time: number, ...people: readonly Person[]): Promise<void> {
  for (const person of people) await person.close();
  await world.pass(time);
  for (const person of people) await person.open();
  await world.pass(40_000);
}

/** Sold one by one, in Maker's own credit. */
async function shop() {
  const story = await sellers();
  must(await story.maker.workspace.setChannelTerms(story.id, { unit: story.unit, subscription: null }));
  const post = await publishPaid(story.maker, story.id, { title: 'Clouds', sale: SOLD });
  await story.world.pass(20_000);
  return { ...story, post };
}

/** Sold by the day. */
async function daily() {
  const story = await sellers();
  const subscription = { amount: 700n, period: 'day' as const };
  must(await story.maker.workspace.setChannelTerms(story.id, { unit: story.unit, subscription }));
  await story.world.pass(10_000);
  return story;
}

/** Asks everybody in the room for a blob, and notes what of it they give. */
function asking(rogue: Rogue, blob: BlobId): { readonly given: readonly string[]; readonly ask: () => void } {
  const given: string[] = [];
  rogue.answer = (message: BlobMessage) => {
    if (message.t === 'blob.have' || message.t === 'blob.chunk') given.push(message.t);
    return null;
  };
  const questions: readonly BlobMessage[] = [
    { t: 'blob.ask', blobs: [blob] },
    { t: 'blob.want', blob, chunks: [0] },
  ];
  const ask = () => {
    for (const link of rogue.links)
      for (const question of questions) void link.send('bulk', encodeBlobMessage(question));
  };
  return { given, ask };
}

describe('posts that are sold one by one', () => {
  it('CHN-31 CHN-34 a reader sees title and summary, pays, and reads the text and its picture', async () => {
    const { world, maker, rita, sam, id, post } = await shop();
    const shown = only(await postsOf(rita, id));
    expect(shown.article).toMatchObject({ title: 'Clouds', summary: 'All about Clouds', cover: null });
    expect(shown.sale).toMatchObject({ isForSubscribers: false, price: { amount: 250n, unit: { code: 'PAGE' } } });
    expect(await stateOf(rita, post)).toBe('sealed');
    expect(await articleText(rita, post)).toBeNull();
    // Who sells it reads it, of course.
    expect(await stateOf(maker, post)).toBe('open');
    const { payment } = must(await buy(rita, post));
    await world.pass(20_000);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await articleText(rita, post)).toBe(TEXT);
    const document = await rita.read(rita.workspace.channels.article(post));
    const picture = only((document?.blocks ?? []).flatMap((block) => (block.block === 'picture' ? [block.file] : [])));
    // What is carried for it is something else.
    expect(shown.article?.blobs).toHaveLength(1);
    expect(shown.article?.blobs).not.toContain(picture.blob);
    const state = rita.workspace.fileState(picture);
    const stop = state.subscribe(() => undefined);
    await world.pass(5000);
    stop();
    expect(state.get().state).toBe('here');
    // Asked again it is paid once.
    expect(must(await buy(rita, post)).payment).toBe(payment);
    expect(await balance(rita)).toBe(1750n);
    expect(await stateOf(sam, post)).toBe('sealed');
    expect(codeOf(await buy(sam, post))).toBe('channel-payee-unknown');
    // The queue of letters is for people: nobody has to read a claim.
    expect(await lettersOf(maker, id)).toEqual([]);
  });

  it('CHN-31 readers carry sealed bytes alone, and give nobody what they opened', async () => {
    const { world, maker, rita, id, post } = await shop();
    must(await buy(rita, post));
    await world.pass(20_000);
    expect(await stateOf(rita, post)).toBe('open');
    const opened = readRecord(openedRecordSchema, only(await keptOf(rita, ChannelKeep.opened)));
    if (opened === null) throw new Error('not opened');
    await maker.close();
    const rogue = new Rogue(world, id);
    await world.pass(20_000);
    const plain = asking(rogue, opened.plain);
    plain.ask();
    await world.pass(5000);
    expect(plain.given).toEqual([]);
    const sealed = asking(rogue, opened.sealed);
    sealed.ask();
    await world.pass(5000);
    expect(new Set(sealed.given)).toEqual(new Set(['blob.have', 'blob.chunk']));
    expect(rogue.hasHeard(Buffer.from('Secret of Clouds.'))).toBe(false);
  });

  it('CHN-33 nobody claims by a payment of somebody else, or by one that is not there', async () => {
    const { world, maker, rita, id, post } = await shop();
    must(await buy(rita, post));
    await world.pass(20_000);
    const row = only(await keptOf(rita, ChannelKeep.claim));
    const claim = readRecord(claimRecordSchema, row);
    if (claim === null) throw new Error('no claim');
    const opened = async () => (await keptOf(maker, ChannelKeep.letter)).length;
    const before = await opened();
    const rogue = new Rogue(world, id);
    await world.pass(20_000);
    const given = rogue.words.length;
    const forged = [
      { record: row.id as RecordId, salt: claim.salt },
      { record: 'A'.repeat(43) as RecordId, salt: claim.salt },
    ];
    for (const one of forged) {
      const bytes = await forgedClaim(maker, { space: id, post, claim: one });
      rogue.sayWord({ t: 'letter', hops: 1, bytes });
    }
    await world.pass(60_000);
    // Both arrived and were read; neither was given a key.
    expect(await opened()).toBe(before + 2);
    expect(rogue.words.length).toBeGreaterThanOrEqual(given);
    expect(await givenIn(maker, id)).toBe(1);
  });

  it('CHN-35 who paid before the price went up reads it; a price is paid as it stands', async () => {
    const { world, maker, rita, unit, id, post } = await shop();
    await maker.close();
    must(await buy(rita, post));
    await world.pass(20_000);
    await maker.open();
    const dearer = { isForSubscribers: false, amount: 900 };
    expect(await publishPaid(maker, id, { title: 'Clouds', sale: dearer, post })).toBe(post);
    await world.pass(40_000);
    expect(only(await postsOf(rita, id)).sale?.price?.amount).toBe(900n);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await articleText(rita, post)).toBe(TEXT);
    // Terms can end: what is sold already is not given back.
    must(await maker.workspace.setChannelTerms(id, null));
    await world.pass(5000);
    expect(await rita.read(rita.workspace.channels.terms(id))).toBeNull();
    expect(await stateOf(rita, post)).toBe('open');
    expect(unit).not.toBe('');
  });

  it('CHN-34 an editor who is not paid gives no keys; the device of who is paid does when it is back', async () => {
    const { world, maker, rita, sam, id } = await shop();
    const { request } = must(await sam.workspace.askToEdit(id, 'Sam'));
    must(await maker.workspace.admitEditor(id, request, 'editor'));
    await world.pass(20_000);
    // An editor prices a post by what the channel is paid in, and reads what is sold.
    const post = await publishPaid(sam, id, { title: 'Rain', sale: SOLD });
    expect(await stateOf(sam, post)).toBe('open');
    await world.pass(20_000);
    await maker.close();
    must(await buy(rita, post));
    await world.pass(40_000);
    expect(await stateOf(rita, post)).toBe('sealed');
    expect(only(await rita.read(rita.workspace.channels.ownDues(id)))).toMatchObject({ post, isReceived: true });
    await maker.open();
    await world.pass(60_000);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await articleText(rita, post)).toBe('Secret of Rain.\nSeen from above');
  });

  it('CHN-33 nothing is paid to who is blocked', async () => {
    const { maker, rita, post } = await shop();
    const payee = await maker.account();
    must(await rita.workspace.setBlocked(payee, true));
    expect(codeOf(await buy(rita, post))).toBe('channel-payee-unknown');
    expect(await balance(rita)).toBe(2000n);
    must(await rita.workspace.setBlocked(payee, false));
    expect(codeOf(await buy(rita, post))).toBe('ok');
  });

  it('CHN-34 what is paid in a promise of somebody else opens once its issuer confirmed it and the payee took it, not before', async () => {
    const { world, maker, rita, id } = await sellers();
    const bank = await world.person('Bank');
    for (const person of [maker, rita]) await world.befriend(bank, person);
    const unit = must(await bank.workspace.wallet.createUnit({ ...CREDIT, transferable: true, code: 'COIN' }, [])).unit;
    for (const person of [maker, rita]) await credit(bank, person, unit, 1000n);
    must(await maker.workspace.setChannelTerms(id, { unit, subscription: null }));
    const post = await publishPaid(maker, id, { title: 'Clouds', sale: SOLD });
    await world.pass(20_000);
    await bank.close();
    const { payment } = must(await buy(rita, post));
    await world.pass(40_000);
    // Ordered, claimed, and confirmed by nobody.
    expect(only(await rita.read(rita.workspace.channels.ownDues(id)))).toMatchObject({ post, isReceived: true });
    expect(await stateOf(rita, post)).toBe('sealed');
    await bank.open();
    await world.pass(60_000);
    const finality = async () => (await maker.read(maker.workspace.wallet.payment(payment)))?.finality.kind;
    // Set aside, and not taken yet: it could still go back.
    expect(await finality()).toBe('guaranteed');
    expect(await stateOf(rita, post)).toBe('sealed');
    must(await maker.workspace.wallet.acceptPayment(payment));
    await world.pass(60_000);
    expect(await finality()).toBe('final');
    expect(await stateOf(rita, post)).toBe('open');
  });

  it('CHN-33 a payment whose app ended before its claim was heard is claimed by at the next start', async () => {
    const { world, maker, rita, sam, post } = await shop();
    await maker.close();
    await sam.close();
    must(await buy(rita, post));
    await rita.kill();
    await rita.open();
    await maker.open();
    await world.pass(60_000);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await balance(rita)).toBe(1750n);
  });

  it('CHN-33 a payment that leaves later by the reader’s own rule opens the post once it has left, and is made once', async () => {
    const { world, maker, rita, sam, post } = await shop();
    must(await rita.workspace.wallet.setSpendingRules({ ...defaultSpendingRules, laterAbove: 1 }, null));
    expect(codeOf(await buy(rita, post))).toBe('payment-waits');
    expect(codeOf(await buy(rita, post))).toBe('payment-waits');
    await sleep(world, DAY + HOUR, maker, rita, sam);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await balance(rita)).toBe(1750n);
    expect(codeOf(await buy(rita, post))).toBe('ok');
    expect(await balance(rita)).toBe(1750n);
  });

  it('CHN-33 pressed twice at once it is paid once', async () => {
    const { world, rita, post } = await shop();
    const presses = await Promise.all([buy(rita, post), buy(rita, post)]);
    expect(new Set(presses.map((press) => must(press).payment)).size).toBe(1);
    await world.pass(20_000);
    expect(await balance(rita)).toBe(1750n);
  });

  it('CHN-30 nothing is sold before it is said what it costs, and nothing paid that is not enough', async () => {
    const { world, maker, rita, unit, id } = await sellers();
    const draft = { id: 'd', channel: id, post: null, title: 'Early', summary: '', series: '', publishAt: null };
    const document = { v: 1 as const, blocks: [{ block: 'paragraph' as const, spans: [{ text: 'x' }] }] };
    must(await maker.workspace.saveArticle({ ...draft, document, sale: SOLD }));
    expect(codeOf(await maker.workspace.publishArticle('d'))).toBe('channel-terms-missing');
    const agreed = { payee: await maker.account(), unit, amount: 1n };
    expect(codeOf(await rita.workspace.subscribeToChannel(id, { ...agreed, period: 'day' }))).toBe(
      'channel-terms-missing',
    );
    must(await maker.workspace.setChannelTerms(id, { unit, subscription: null }));
    const dear = await publishPaid(maker, id, { title: 'Dear', sale: { isForSubscribers: false, amount: 5000 } });
    await world.pass(20_000);
    expect(codeOf(await buy(rita, dear))).toBe('payment-not-enough');
    expect(await rita.read(rita.workspace.channels.ownDues(id))).toEqual([]);
    expect(codeOf(await rita.workspace.setChannelTerms(id, null))).toBe('channel-not-allowed');
  });
});

describe('what was opened', () => {
  it('CHN-34 is readable after the database was lost, and what an edit made of it is the same for who paid', async () => {
    const { world, maker, rita, id, post } = await shop();
    must(await buy(rita, post));
    await world.pass(20_000);
    expect(await stateOf(rita, post)).toBe('open');
    await rita.close();
    rita.disk = new MemoryDisk();
    await rita.open();
    await world.pass(60_000);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await articleText(rita, post)).toBe(TEXT);
    await publishPaid(maker, id, { title: 'Clouds at night', sale: SOLD, post });
    await world.pass(30_000);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await articleText(rita, post)).toBe('Secret of Clouds at night.\nSeen from above');
  });
});

describe('a post that was free for a while', () => {
  it('CHN-32 keeps its key when it is sold again: who paid before reads it', async () => {
    const { world, maker, rita, sam, id, post } = await shop();
    must(await buy(rita, post));
    await world.pass(20_000);
    expect(await stateOf(rita, post)).toBe('open');
    await publishPaid(maker, id, { title: 'Clouds for all', sale: null, post });
    await world.pass(20_000);
    expect(await articleText(sam, post)).toBe('Secret of Clouds for all.\nSeen from above');
    await publishPaid(maker, id, { title: 'Clouds again', sale: SOLD, post });
    await world.pass(30_000);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await articleText(rita, post)).toBe('Secret of Clouds again.\nSeen from above');
    expect(await stateOf(sam, post)).toBe('sealed');
    expect(await articleText(sam, post)).toBeNull();
  });
});

describe('a website of a channel that sells', () => {
  it('CHN-31 has title and summary of what is sold, and not its text', async () => {
    const { maker, id, post } = await shop();
    expect(await stateOf(maker, post)).toBe('open');
    const said = { language: 'en', direction: 'ltr' as const, follow: 'Follow', feed: 'Feed', back: 'All' };
    const words = { ...said, date: String };
    const { archive, posts } = must(await maker.workspace.exportSite(id, { address: '', words }));
    // Its files are stored as they are.
    const text = Buffer.from(archive).toString('utf8');
    expect(posts).toBe(1);
    expect(text).toContain('All about Clouds');
    expect(text).not.toContain('Secret of Clouds');
  });
});

describe('subscriptions', () => {
  it('CHN-32 CHN-34 opens what is published on days that are paid; what was opened stays when payments stop', async () => {
    const { world, maker, rita, sam, unit, id } = await daily();
    const before = await publishPaid(maker, id, { title: 'Before', sale: SUBSCRIBED });
    await sleep(world, DAY, maker, rita, sam);
    const { mandate } = must(await subscribe(rita, id));
    expect(must(await subscribe(rita, id)).mandate).toBe(mandate);
    await world.pass(20_000);
    const first = await publishPaid(maker, id, { title: 'First', sale: SUBSCRIBED });
    await world.pass(20_000);
    expect(await stateOf(rita, first)).toBe('open');
    expect(await stateOf(rita, before)).toBe('sealed');
    expect(await stateOf(sam, first)).toBe('sealed');
    await sleep(world, DAY, maker, rita, sam);
    const second = await publishPaid(maker, id, { title: 'Second', sale: SUBSCRIBED });
    await world.pass(20_000);
    expect(await stateOf(rita, second)).toBe('open');
    expect(await balance(rita)).toBe(600n);
    // There is not enough for the third day.
    await sleep(world, 2 * DAY, maker, rita, sam);
    const third = await publishPaid(maker, id, { title: 'Third', sale: SUBSCRIBED });
    await world.pass(20_000);
    expect(await stateOf(rita, third)).toBe('sealed');
    expect(await articleText(rita, first)).toBe('Secret of First.\nSeen from above');
    expect(await articleText(rita, second)).toBe('Secret of Second.\nSeen from above');
    // Made up later.
    await credit(maker, rita, unit, 3000n);
    await world.pass(60_000);
    expect(await stateOf(rita, third)).toBe('open');
    // Stopped: no new days, nothing taken away.
    must(await rita.workspace.wallet.revokeMandate(mandate));
    await sleep(world, 2 * DAY, maker, rita, sam);
    const last = await publishPaid(maker, id, { title: 'Last', sale: SUBSCRIBED });
    await world.pass(20_000);
    expect(await stateOf(rita, last)).toBe('sealed');
    expect(await stateOf(rita, third)).toBe('open');
  });

  it('CHN-32 goes on over a change of who edits, whose secrets are others', async () => {
    const { world, maker, rita, sam, id } = await daily();
    const { request } = must(await sam.workspace.askToEdit(id, 'Sam'));
    must(await maker.workspace.admitEditor(id, request, 'editor'));
    must(await subscribe(rita, id));
    await world.pass(40_000);
    const editors = await maker.read(maker.workspace.channels.editors(id));
    const pen = only(editors.filter(({ role }) => role === 'editor')).pen;
    must(await maker.workspace.removeEditor(id, pen));
    await world.pass(40_000);
    const post = await publishPaid(maker, id, { title: 'After', sale: SUBSCRIBED });
    await world.pass(60_000);
    expect(await stateOf(rita, post)).toBe('open');
    expect(await stateOf(sam, post)).toBe('sealed');
  });

  it('CHN-30 CHN-36 pays who was removed nothing more by itself, and says so; what was sold before holds again', async () => {
    const { world, maker, rita, sam, id } = await daily();
    await world.befriend(sam, rita);
    const unit = must(await sam.workspace.wallet.createUnit({ ...CREDIT, code: 'SAMS' }, [])).unit;
    await credit(sam, rita, unit, 5000n);
    const { request } = must(await sam.workspace.askToEdit(id, 'Sam'));
    must(await maker.workspace.admitEditor(id, request, 'editor'));
    await world.pass(20_000);
    must(await sam.workspace.setChannelTerms(id, { unit, subscription: { amount: 700n, period: 'day' } }));
    const priced = await publishPaid(sam, id, { title: 'Sams', sale: SOLD });
    await world.pass(20_000);
    const { mandate } = must(await subscribe(rita, id));
    await world.pass(20_000);
    const left = async () =>
      (await rita.read(rita.workspace.wallet.holdings())).find((held) => held.unit.id === unit)?.balance;
    expect(await left()).toBe(4300n);
    const before = await rita.read(rita.workspace.channels.sellers(id));
    expect(before).toEqual({ payees: new Set([await maker.account(), await sam.account()]), wereRemoved: false });
    const editors = await maker.read(maker.workspace.channels.editors(id));
    must(await maker.workspace.removeEditor(id, only(editors.filter(({ role }) => role === 'editor')).pen));
    await world.pass(20_000);
    await sleep(world, 2 * DAY, maker, rita, sam);
    expect(await left()).toBe(4300n);
    const after = await rita.read(rita.workspace.channels.sellers(id));
    expect(after).toEqual({ payees: new Set([await maker.account()]), wereRemoved: true });
    expect(codeOf(await buy(rita, priced))).toBe('channel-terms-missing');
    // What Maker asked for holds again: for readers, and for what is priced from now on.
    const terms = await rita.read(rita.workspace.channels.terms(id));
    expect(terms).toMatchObject({ payee: await maker.account(), subscription: { amount: 700n } });
    const own = await publishPaid(maker, id, { title: 'Own', sale: { isForSubscribers: true, amount: 250 } });
    await world.pass(20_000);
    const shown = (await postsOf(rita, id)).find((one) => one.id === own);
    expect(shown?.sale?.price).toMatchObject({ payee: await maker.account(), unit: { code: 'PAGE' } });
    // Subscribed anew, the old one is done with, whoever may be named again.
    must(await subscribe(rita, id));
    await world.pass(40_000);
    expect(await stateOf(rita, own)).toBe('open');
    const stages = await rita.read(rita.workspace.wallet.mandates());
    expect(stages.find((each) => each.id === mandate)?.stage).toBe('stopped');
    expect(stages.filter(({ stage }) => stage === 'running')).toHaveLength(1);
  });
});
