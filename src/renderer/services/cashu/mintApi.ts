import * as v from 'valibot';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { Blank, Coin, Keyset } from '@domain/cashu/records.ts';
import type { Stamp } from '@ports/mintCraft.ts';
import type { MintTransport } from '@ports/mintTransport.ts';
import {
  buyQuoteAnswer,
  infoAnswer,
  keysAnswer,
  keysetsAnswer,
  payQuoteAnswer,
  refusal,
  restoreAnswer,
  stampsAnswer,
  statesAnswer,
} from './mintAnswers.ts';

/**
 * `mint-refused`: the mint said no, and did nothing. `mint-unreachable`: no answer, or one that says nothing of what was done, so that it may
 * have been done.
 */
export type MintError = Failure<'mint-refused' | 'mint-unreachable'>;
/** How asking a mint ends. */
export type Asked<T> = Promise<Result<T, MintError>>;
/** A note on its way to be spent: with what opens its lock. */
export interface Spend {
  readonly coin: Coin;
  readonly witness: string | null;
}
/** How a note stands with the mint. */
export type CoinState = 'UNSPENT' | 'PENDING' | 'SPENT';

/** What is asked of one mint, as the protocol writes it (CSH-10). */
export class MintApi {
  private readonly transport: MintTransport;
  readonly mint: string;

  constructor(transport: MintTransport, mint: string) {
    this.transport = transport;
    this.mint = mint;
  }

  info(): Asked<v.InferOutput<typeof infoAnswer>> {
    return this.ask('info', infoAnswer);
  }

  async keysets(): Asked<readonly Omit<Keyset, 'keys'>[]> {
    const answer = await this.ask('keysets', keysetsAnswer);
    if (!answer.ok) return answer;
    return ok(
      answer.value.keysets.map(({ id, unit, active, input_fee_ppk }) => ({
        ...{ id, unit, isActive: active, fee: input_fee_ppk },
      })),
    );
  }

  async keys(keyset: string): Asked<Keyset['keys']> {
    const answer = await this.ask(`keys/${keyset}`, keysAnswer);
    if (!answer.ok) return answer;
    return ok(answer.value.keysets.find(({ id }) => id === keyset)?.keys ?? {});
  }

  /** Spends notes for as many signatures as there are blanks, in their order. */
  async swap(spends: readonly Spend[], blanks: readonly Blank[]): Asked<readonly Stamp[]> {
    const answer = await this.ask('swap', stampsAnswer, { inputs: inputs(spends), outputs: outputs(blanks) });
    return answer.ok ? ok(answer.value.signatures) : answer;
  }

  /** What the mint has signed of these blanks, by their messages. */
  async restore(blanks: readonly Blank[]): Asked<ReadonlyMap<string, Stamp>> {
    const answer = await this.ask('restore', restoreAnswer, { outputs: outputs(blanks) });
    if (!answer.ok) return answer;
    const { outputs: signed, signatures } = answer.value;
    return ok(
      new Map(
        signed.flatMap(({ B_ }, place) => {
          const stamp = signatures[place];
          return stamp === undefined ? [] : [[B_, stamp] as const];
        }),
      ),
    );
  }

  /** How notes stand, by their fingerprints. */
  async states(fingerprints: readonly string[]): Asked<ReadonlyMap<string, CoinState>> {
    const answer = await this.ask('checkstate', statesAnswer, { Ys: fingerprints });
    return answer.ok ? ok(new Map(answer.value.states.map(({ Y, state }) => [Y, state]))) : answer;
  }

  newBuyQuote(unit: string, amount: bigint): Asked<v.InferOutput<typeof buyQuoteAnswer>> {
    return this.ask('mint/quote/bolt11', buyQuoteAnswer, { unit, amount: Number(amount) });
  }

  buyQuote(quote: string): Asked<v.InferOutput<typeof buyQuoteAnswer>> {
    return this.ask(`mint/quote/bolt11/${quote}`, buyQuoteAnswer);
  }

  async buy(quote: string, blanks: readonly Blank[]): Asked<readonly Stamp[]> {
    const answer = await this.ask('mint/bolt11', stampsAnswer, { quote, outputs: outputs(blanks) });
    return answer.ok ? ok(answer.value.signatures) : answer;
  }

  newPayQuote(unit: string, invoice: string): Asked<v.InferOutput<typeof payQuoteAnswer>> {
    return this.ask('melt/quote/bolt11', payQuoteAnswer, { unit, request: invoice });
  }

  payQuote(quote: string): Asked<v.InferOutput<typeof payQuoteAnswer>> {
    return this.ask(`melt/quote/bolt11/${quote}`, payQuoteAnswer);
  }

  pay(quote: string, spends: readonly Spend[], blanks: readonly Blank[]): Asked<v.InferOutput<typeof payQuoteAnswer>> {
    return this.ask('melt/bolt11', payQuoteAnswer, { quote, inputs: inputs(spends), outputs: outputs(blanks) });
  }

  private async ask<Schema extends v.GenericSchema>(
    place: string,
    schema: Schema,
    body?: Readonly<Record<string, unknown>>,
  ): Asked<v.InferOutput<Schema>> {
    const question = { mint: this.mint, place, body: body === undefined ? null : JSON.stringify(body) };
    const answer = await this.transport(question);
    if (!answer.ok) return fail('mint-unreachable', answer.error.message);
    const { status } = answer.value;
    const said = readJson(answer.value.body);
    if (status >= 300) return refusalOf(place, status, said);
    const parsed = v.safeParse(schema, said);
    return parsed.success ? ok(parsed.output) : fail('mint-unreachable', `${place}: not an answer`);
  }
}

/** 429, and whatever breaks in a server, say nothing of the matter itself. */
function refusalOf(place: string, status: number, said: unknown): Result<never, MintError> {
  const isRefusal = status >= 400 && status < 500 && status !== 429 && v.is(refusal, said);
  return isRefusal
    ? fail('mint-refused', `${place}: ${said.code ?? status}`)
    : fail('mint-unreachable', `${place}: ${status}`);
}

function inputs(spends: readonly Spend[]) {
  return spends.map(({ coin, witness }) => ({
    ...{ id: coin.keyset, amount: Number(coin.amount), secret: coin.secret, C: coin.signature },
    ...(witness === null ? {} : { witness }),
  }));
}

function outputs(blanks: readonly Blank[]) {
  return blanks.map(({ keyset: id, amount, message: B_ }) => ({ id, amount: Number(amount), B_ }));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
