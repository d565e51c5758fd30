/** A mint in the process, of the library's own parts for mints (NUT-00 to 09, 11, 12): no Lightning behind it, invoices are paid by `settle`. */
import {
  type Proof,
  Amount,
  createBlindSignature,
  createDLEQProof,
  createNewMintKeys,
  hashToCurve,
  isP2PKSpendAuthorised,
  pointFromHex,
  serializeMintKeys,
  verifyUnblindedSignature,
} from '@cashu/cashu-ts';
import * as v from 'valibot';

const blank = v.object({ id: v.string(), amount: v.number(), B_: v.string() });
const input = v.object({
  ...{ id: v.string(), amount: v.number(), secret: v.string(), C: v.string() },
  witness: v.optional(v.string()),
});
const blanks = v.object({ outputs: v.array(blank) });
const swapQuestion = v.object({ inputs: v.array(input), outputs: v.array(blank) });
const buyQuestion = v.object({ quote: v.string(), outputs: v.array(blank) });
const payQuestion = v.object({ quote: v.string(), inputs: v.array(input), outputs: v.array(blank) });

type Blank = v.InferOutput<typeof blank>;
type Input = v.InferOutput<typeof input>;
type Answer = { readonly status: number; readonly body: string };

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fingerprint = ({ secret }: Input) => hashToCurve(new TextEncoder().encode(secret)).toHex(true);

class Refusal extends Error {}

/** Options of a {@link TestMint}. `seed` makes its keys the same each time. */
export interface TestMintOptions {
  readonly fee?: number;
  readonly seed?: Uint8Array;
  /** What it says it can do less. */
  readonly without?: readonly ('8' | '9' | '11' | '12')[];
}

/** See the head of this file. */
export class TestMint {
  readonly spent = new Set<string>();
  readonly pending = new Set<string>();
  readonly asked: string[] = [];
  /** Invoices to pay that are refused by Lightning, or take long. */
  lightning: 'paid' | 'failed' | 'slow' = 'paid';
  /** What a payment costs of its reserve of 2. */
  routed = 1;
  private readonly options: TestMintOptions;
  private keysets: ReturnType<typeof createNewMintKeys>[] = [];
  private readonly signed = new Map<string, object>();
  private readonly buys = new Map<string, { amount: number; state: string; unit: string }>();
  private readonly pays = new Map<string, { amount: number; state: string; change: object[]; request: string }>();

  constructor(options: TestMintOptions = {}) {
    this.options = options;
    this.rotate();
  }

  /** Another mint with the same past. */
  copy(): TestMint {
    const twin = new TestMint(this.options);
    twin.keysets = [...this.keysets];
    for (const key of this.spent) twin.spent.add(key);
    for (const key of this.pending) twin.pending.add(key);
    for (const [key, stamp] of this.signed) twin.signed.set(key, stamp);
    for (const [key, quote] of this.buys) twin.buys.set(key, { ...quote });
    for (const [key, quote] of this.pays) twin.pays.set(key, { ...quote });
    return twin;
  }

  /** Goes on with new keys; the old ones sign no more. */
  rotate(): void {
    const { fee = 0, seed = new Uint8Array(32).fill(this.keysets.length + 1) } = this.options;
    const options = { unit: 'sat', versionByte: 1, ...(fee === 0 ? {} : { input_fee_ppk: fee }) };
    this.keysets.push(createNewMintKeys(16, seed, options));
  }

  /** Someone paid an invoice of the mint. */
  settle(): void {
    for (const quote of this.buys.values()) if (quote.state === 'UNPAID') quote.state = 'PAID';
  }

  /** What was slow is through. */
  finishPays(): void {
    this.lightning = 'paid';
    for (const key of this.pending) this.spent.add(key);
    this.pending.clear();
    for (const quote of this.pays.values()) if (quote.state === 'PENDING') quote.state = 'PAID';
  }

  /** Answers as the mint's server would. */
  answer(place: string, body: string | null): Answer {
    this.asked.push(place);
    try {
      const said = this.act(place, body === null ? undefined : JSON.parse(body));
      return { status: 200, body: JSON.stringify(said) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: 400, body: JSON.stringify({ code: Number(error.message), detail: 'refused' }) };
    }
  }

  private act(place: string, body: unknown): object {
    if (place === 'info') return this.info();
    if (place === 'keysets') return { keysets: this.keysets.map((_, at) => this.describe(at)) };
    if (place.startsWith('keys/')) return this.keysOf(place.slice(5));
    if (place === 'swap') return this.swap(v.parse(swapQuestion, body));
    if (place === 'restore') return this.restore(v.parse(blanks, body).outputs);
    if (place === 'checkstate') return this.states(v.parse(v.object({ Ys: v.array(v.string()) }), body).Ys);
    return this.actOverLightning(place, body);
  }

  private actOverLightning(place: string, body: unknown): object {
    const id = place.split('/').at(-1) ?? '';
    if (place === 'mint/quote/bolt11')
      return this.newBuy(v.parse(v.object({ amount: v.number(), unit: v.string() }), body));
    if (place.startsWith('mint/quote/')) return this.buyOf(id);
    if (place === 'mint/bolt11') return this.buy(v.parse(buyQuestion, body));
    if (place === 'melt/quote/bolt11') return this.newPay(v.parse(v.object({ request: v.string() }), body).request);
    if (place.startsWith('melt/quote/')) return this.payOf(id);
    if (place === 'melt/bolt11') return this.pay(v.parse(payQuestion, body));
    throw new Refusal('404');
  }

  private info(): object {
    const without = new Set<string>(this.options.without);
    const able = ['7', '8', '9', '10', '11', '12'].filter((nut) => !without.has(nut));
    const methods = { methods: [{ method: 'bolt11', unit: 'sat' }], disabled: false };
    return {
      ...{ name: 'Corner mint', description: 'For tests', pubkey: '02', version: 'test/1' },
      nuts: { '4': methods, '5': methods, ...Object.fromEntries(able.map((nut) => [nut, { supported: true }])) },
    };
  }

  private describe(at: number): object {
    const { fee = 0 } = this.options;
    return { id: this.keysets[at]?.keysetId, unit: 'sat', active: at === this.keysets.length - 1, input_fee_ppk: fee };
  }

  private keysOf(id: string): object {
    const found = this.keysets.find(({ keysetId }) => keysetId === id);
    if (found === undefined) throw new Refusal('12001');
    return { keysets: [{ id, unit: 'sat', keys: serializeMintKeys(found.pubKeys) }] };
  }

  private swap({ inputs, outputs }: v.InferOutput<typeof swapQuestion>): object {
    this.check(inputs);
    const fee = Math.ceil((inputs.length * (this.options.fee ?? 0)) / 1000);
    if (sum(inputs) - fee !== sum(outputs)) throw new Refusal('11002');
    const signatures = this.sign(outputs);
    for (const one of inputs) this.spent.add(fingerprint(one));
    return { signatures };
  }

  private check(inputs: readonly Input[]): void {
    for (const one of inputs) {
      const key = fingerprint(one);
      if (this.spent.has(key)) throw new Refusal('11001');
      if (this.pending.has(key)) throw new Refusal('11002');
      const privateKey = this.keysets.find(({ keysetId }) => keysetId === one.id)?.privKeys[String(one.amount)];
      const proof = { C: pointFromHex(one.C), secret: new TextEncoder().encode(one.secret), id: one.id };
      if (privateKey === undefined || !verifyUnblindedSignature(proof, privateKey)) throw new Refusal('10001');
      const { witness, ...rest } = one;
      const locked: Proof = { ...rest, amount: Amount.from(one.amount), ...(witness === undefined ? {} : { witness }) };
      if (one.secret.startsWith('["P2PK"') && !isP2PKSpendAuthorised(locked)) throw new Refusal('10003');
    }
  }

  private sign(outputs: readonly Blank[]): object[] {
    const current = this.keysets.at(-1);
    if (outputs.some(({ B_ }) => this.signed.has(B_))) throw new Refusal('10002');
    return outputs.map(({ id, amount, B_ }) => {
      const key = current?.privKeys[String(amount)];
      if (current?.keysetId !== id || key === undefined) throw new Refusal('12002');
      const C_ = createBlindSignature(pointFromHex(B_), key, id).C_.toHex(true);
      const { e, s } = createDLEQProof(pointFromHex(B_), key);
      const hides = this.options.without?.includes('12') === true;
      const stamp = { id, amount, C_, ...(hides ? {} : { dleq: { e: hex(e), s: hex(s) } }) };
      this.signed.set(B_, stamp);
      return stamp;
    });
  }

  private restore(outputs: readonly Blank[]): object {
    if (this.options.without?.includes('9') === true) throw new Refusal('404');
    const known = outputs.filter(({ B_ }) => this.signed.has(B_));
    return { outputs: known, signatures: known.map(({ B_ }) => this.signed.get(B_)) };
  }

  private states(keys: readonly string[]): object {
    const stateOf = (key: string) => (this.spent.has(key) ? 'SPENT' : this.pending.has(key) ? 'PENDING' : 'UNSPENT');
    return { states: keys.map((Y) => ({ Y, state: stateOf(Y), witness: null })) };
  }

  private newBuy({ amount, unit }: { readonly amount: number; readonly unit: string }): object {
    const quote = `buy-${this.buys.size + 1}`;
    this.buys.set(quote, { amount, unit, state: 'UNPAID' });
    return this.buyOf(quote);
  }

  private buyOf(quote: string): object {
    const found = this.buys.get(quote);
    if (found === undefined) throw new Refusal('20000');
    return { ...found, quote, request: invoiceOf(found.amount), expiry: null };
  }

  private buy({ quote, outputs }: v.InferOutput<typeof buyQuestion>): object {
    const found = this.buys.get(quote);
    if (found?.state !== 'PAID') throw new Refusal(found?.state === 'ISSUED' ? '20002' : '20001');
    if (sum(outputs) !== found.amount) throw new Refusal('11002');
    const signatures = this.sign(outputs);
    found.state = 'ISSUED';
    return { signatures };
  }

  private newPay(request: string): object {
    const amount = Number(/^lnbc(\d+)0n1/.exec(request)?.[1] ?? 0);
    if (amount === 0) throw new Refusal('20003');
    const quote = `pay-${this.pays.size + 1}`;
    this.pays.set(quote, { amount, state: 'UNPAID', change: [], request });
    return this.payOf(quote);
  }

  private payOf(quote: string): object {
    const found = this.pays.get(quote);
    if (found === undefined) throw new Refusal('20000');
    return { ...found, quote, unit: 'sat', fee_reserve: 2, expiry: null };
  }

  private pay({ quote, inputs, outputs }: v.InferOutput<typeof payQuestion>): object {
    const found = this.pays.get(quote);
    if (found === undefined || found.state === 'PAID') throw new Refusal('20006');
    this.check(inputs);
    if (this.lightning === 'failed') throw new Refusal('20004');
    let left = sum(inputs) - found.amount - this.routed;
    const change = outputs.flatMap((output) => {
      const amount = 2 ** Math.floor(Math.log2(Math.max(left, 1)));
      if (left <= 0) return [];
      left -= amount;
      return [{ ...output, amount }];
    });
    found.change = this.sign(change);
    found.state = this.lightning === 'slow' ? 'PENDING' : 'PAID';
    for (const one of inputs) (this.lightning === 'slow' ? this.pending : this.spent).add(fingerprint(one));
    return this.payOf(quote);
  }
}

/** An invoice for so many satoshis, as far as its amount can be read. */
export function invoiceOf(amount: number): string {
  return `lnbc${amount}0n1${'p'.repeat(40)}`;
}

function sum(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((total, { amount }) => total + amount, 0);
}
