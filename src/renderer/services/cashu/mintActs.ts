import { readMintAddress } from '@shared/mintAddress.ts';
import { fail, ok } from '@shared/result.ts';
import { enough, exactly } from '@domain/cashu/choose.ts';
import type { MintRecord, MintTask } from '@domain/cashu/records.ts';
import type { MintActs, NewToken, TokenView } from '../workspace/mintWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { type Bench, newTask } from './bench.ts';
import { quoteBuy } from './buys.ts';
import { isUntaken, letGo } from './letGo.ts';
import type { LockKeys } from './lockKeys.ts';
import { findAgain, lookAfter } from './lookAfter.ts';
import { offerOf } from './mintViews.ts';
import type { Mints } from './mints.ts';
import { payInvoice, quotePay } from './pays.ts';
import { restoreCoins } from './restore.ts';
import { prepareSwap, settleSwap } from './swaps.ts';
import { readTerms } from './terms.ts';
import { type ReadToken, openToken, readToken, tokenView } from './tokens.ts';

type Entry = Outcome<{ readonly entry: string }>;

/** What a person does with mints. */
export class OwnMintActs implements MintActs {
  private readonly mints: Mints;
  private readonly lockKeys: LockKeys;

  constructor(mints: Mints, lockKeys: LockKeys) {
    this.mints = mints;
    this.lockKeys = lockKeys;
  }

  readonly lookAtMint: MintActs['lookAtMint'] = async (address) => {
    const url = readMintAddress(address);
    if (!url.ok) return url;
    const [craft, holdings] = [await this.mints.craft(), await this.mints.holdings()];
    if (!craft.ok) return craft;
    if (!holdings.ok) return holdings;
    const terms = await readTerms(this.mints.api(url.value), craft.value);
    if (!terms.ok) return terms;
    const isKnown = holdings.value.mints.some((mint) => mint.url === url.value);
    return ok({ ...offerOf(url.value, terms.value), isKnown });
  };

  readonly addMint: MintActs['addMint'] = async (address) => {
    const url = readMintAddress(address);
    if (!url.ok) return url;
    const mint = url.value;
    return this.mints.turnOf(mint).take(async () => {
      const known = await this.mints.bench(mint);
      if (known.ok || known.error.code !== 'mint-missing') return known.ok ? ok({ mint }) : known;
      const craft = await this.mints.craft();
      if (!craft.ok) return craft;
      const terms = await readTerms(this.mints.api(mint), craft.value);
      if (!terms.ok) return terms;
      const record: MintRecord = { url: mint, terms: terms.value, counters: {}, at: this.mints.parts.clock.now() };
      const bench = await this.mints.bench(mint, record);
      if (!bench.ok) return bench;
      // Numbers this seed used before would be refused; and what they were used for may still be unspent.
      const begun = record.terms.canRestore
        ? await restoreCoins(bench.value)
        : await bench.value.keep({ mints: [record] });
      if (begun.ok) this.lockKeys.tellAll();
      return begun.ok ? ok({ mint }) : begun;
    });
  };

  readonly forgetMint: MintActs['forgetMint'] = (mint) => this.mints.at(mint, letGo);

  readonly restoreMint: MintActs['restoreMint'] = (mint) =>
    this.mints.atFresh(mint, (bench) => findAgain(this.mints, bench));

  readonly buyCoins: MintActs['buyCoins'] = (mint, unit, amount) =>
    this.mints.atFresh(mint, async (bench) => entryOf(await quoteBuy(bench, unit, amount)));

  readonly readCoinToken: MintActs['readCoinToken'] = async (text) => {
    const read = await this.read(text);
    return read.ok ? ok(read.value.view) : read;
  };

  readonly receiveCoins: MintActs['receiveCoins'] = async (text) => {
    const read = await this.read(text);
    if (!read.ok) return read;
    const { view, token } = read.value;
    if (!view.isKnownMint) return fail('token-mint-unknown', 'nobody agreed to it');
    const work = (bench: Bench) => redeem(bench, token);
    const fresh = await this.mints.atFresh(view.mint, work);
    // What is locked to oneself, or proven, can wait here for the mint to be back.
    return fresh.ok || fresh.error.code !== 'mint-unreachable' ? fresh : this.mints.at(view.mint, work);
  };

  readonly sendCoins: MintActs['sendCoins'] = async (token) => {
    const { mint, person } = token;
    const key = person === undefined ? null : await this.lockKeys.of(person);
    if (person !== undefined && key === null) return fail('lock-key-missing', 'they told none');
    if (key === null) {
      const sent = await this.mints.at(mint, async (bench) => sendAsIs(bench, token));
      if (!sent.ok || sent.value !== null) return sent.ok ? entryOf(ok({ id: sent.value ?? '' })) : sent;
    }
    return this.mints.atFresh(mint, async (bench) => this.send(bench, token, key));
  };

  readonly takeBackCoins: MintActs['takeBackCoins'] = async (id) => {
    const task = await this.task(id);
    if (!task.ok) return task;
    const { kind, stage, token, until, isTaken } = task.value;
    if (kind !== 'send' || stage !== 'done' || token === null) return fail('payment-missing', 'nothing to take back');
    if (isTaken) return fail('payment-settled', 'they took it');
    if (until !== null && until > this.mints.parts.clock.now()) return fail('token-locked', 'theirs for now');
    return this.receiveCoins(token);
  };

  readonly quoteInvoice: MintActs['quoteInvoice'] = (mint, unit, invoice) =>
    this.mints.atFresh(mint, async (bench) => entryOf(await quotePay(bench, unit, invoice)));

  readonly payInvoice: MintActs['payInvoice'] = async (id) => {
    const found = await this.task(id);
    if (!found.ok) return found;
    return this.mints.atFresh(found.value.mint, async (bench) => {
      const task = bench.tasks.find((one) => one.id === id);
      if (task?.kind !== 'pay' || task.stage !== 'quoted') return fail('payment-settled', 'it was paid, or given up');
      const paid = await payInvoice(bench, task);
      return paid.ok ? ok() : paid;
    });
  };

  readonly lookAfterMint: MintActs['lookAfterMint'] = (mint) =>
    this.mints.at(mint, (bench) => lookAfter(this.mints, bench));

  private async task(id: string): Outcome<MintTask> {
    const holdings = await this.mints.holdings();
    if (!holdings.ok) return holdings;
    const task = holdings.value.tasks.find((one) => one.id === id);
    return task === undefined ? fail('payment-missing', 'no such entry') : ok(task);
  }

  private async read(text: string): Outcome<ReadToken & { readonly view: TokenView }> {
    const [craft, holdings] = [await this.mints.craft(), await this.mints.holdings()];
    if (!craft.ok) return craft;
    if (!holdings.ok) return holdings;
    const token = readToken(craft.value, text);
    if (!token.ok) return token;
    const mint = holdings.value.mints.find(({ url }) => url === token.value.head.mint);
    if (mint === undefined) return ok({ ...token.value, view: tokenView(token.value, null) });
    const keys = await this.mints.keys();
    if (!keys.ok) return keys;
    const ownKey = craft.value.publicKeyOf(keys.value.lockKey);
    const opened = openToken(craft.value, token.value, { mint, ownKey, now: this.mints.parts.clock.now() });
    return ok({ ...token.value, view: tokenView(token.value, opened) });
  }

  private async send(bench: Bench, { unit, amount, person, until }: NewToken, key: string | null): Entry {
    if (amount <= 0n) return fail('amount-invalid', 'nothing');
    if (key !== null && !bench.mint.terms.canLock) return fail('mint-unable', 'it locks nothing');
    const free = bench.free.filter((coin) => coin.unit === unit);
    const inputs = enough(free, amount, bench.mint.terms);
    if (inputs === null) return fail('coins-not-enough', 'not with what the mint keeps');
    const lock = key === null ? undefined : this.lockFor(bench, key, until);
    const task = newTask(bench, {
      ...{ kind: 'send', stage: 'quoted', unit, amount, person: person ?? null, until: lock?.until ?? null },
    });
    const prepared = await prepareSwap(bench, { task, inputs, sent: amount, lock });
    if (!prepared.ok) return prepared;
    // Without an answer it is found out later; the token comes then.
    await settleSwap(bench, prepared.value);
    return ok({ entry: task.id });
  }

  private lockFor(bench: Bench, key: string, until: number | undefined) {
    const { craft, keys } = bench;
    return { key, until: until ?? bench.now() + LOCK_FOR, refund: craft.publicKeyOf(keys.lockKey) };
  }
}

/** How long a lock holds where nothing was said, ms: two weeks. */
const LOCK_FOR = 14 * 24 * 3_600_000;

/** Notes that make exactly the sum are given as they are, with nobody asked: also where the mint can not be reached. Null: there are none. */
async function sendAsIs(bench: Bench, { unit, amount }: NewToken): Outcome<string | null> {
  if (amount <= 0n) return fail('amount-invalid', 'nothing');
  const coins = exactly(
    bench.free.filter((coin) => coin.unit === unit),
    amount,
  );
  if (coins === null) return ok(null);
  const token = bench.craft.writeToken(bench.mint.url, unit, coins);
  const task = newTask(bench, { kind: 'send', stage: 'done', unit, amount, token });
  const kept = await bench.keep({ spent: coins.map(({ secret }) => secret), tasks: [task] });
  return kept.ok ? ok(task.id) : kept;
}

/** Redeems a token of a mint one agreed to. One's own is known by the send it came of, whether it was pasted or taken back. */
async function redeem(bench: Bench, token: string): Entry {
  // The same token twice is one entry: of the first it may not be known yet what became of it.
  const known = bench.tasks.find(
    (task) => task.kind === 'receive' && task.stage === 'prepared' && task.token === token,
  );
  if (known !== undefined) return ok({ entry: known.id });
  const read = readToken(bench.craft, token);
  if (!read.ok) return read;
  const ownKey = bench.craft.publicKeyOf(bench.keys.lockKey);
  const opened = openToken(bench.craft, read.value, { mint: bench.mint, ownKey, now: bench.now() });
  if (!opened.ok) return opened;
  const { coins, until, lock, isGenuine } = opened.value;
  if (isGenuine === false) return fail('token-forged', 'not signed by its mint');
  if (lock === 'other') return fail('token-not-own', 'locked to someone else');
  const { unit, amount } = read.value.head;
  const takesBack = bench.tasks.find((task) => isUntaken(task) && task.token === token)?.id ?? null;
  const task = newTask(bench, { kind: 'receive', stage: 'quoted', unit, amount, token, until, takesBack });
  const prepared = await prepareSwap(bench, { task, inputs: coins, sent: 0n });
  if (!prepared.ok) return prepared;
  // Without an answer it is found out later.
  await settleSwap(bench, prepared.value);
  return ok({ entry: task.id });
}

function entryOf(made: Awaited<Outcome<{ readonly id: string }>>): Awaited<Entry> {
  return made.ok ? ok({ entry: made.value.id }) : made;
}
