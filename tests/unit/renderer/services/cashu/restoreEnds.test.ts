import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { MintTransport } from '@ports/mintTransport.ts';
import type { Bench } from '@services/cashu/bench.ts';
import { MintApi } from '@services/cashu/mintApi.ts';
import { raiseCounters, restoreCoins } from '@services/cashu/restore.ts';
import { fail, ok } from '@shared/result.ts';
import { MINT, setup } from '../../../../support/web/mint/mintRig.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

/** More questions than any look may ask; then there is no answer any more, so that a look without an end fails. */
const PATIENCE = 3000;
const question = v.object({
  outputs: v.optional(v.array(v.object({ B_: v.string() }))),
  Ys: v.optional(v.array(v.string())),
});

/** A mint that answers about blanks as it is told, and holds every note for unspent. */
function liar(signed: (asked: readonly string[]) => readonly string[]) {
  const questions: string[] = [];
  const transport: MintTransport = ({ place, body }) => {
    questions.push(place);
    if (questions.length > PATIENCE) return Promise.resolve(fail('unreachable', 'it asks without an end'));
    const { outputs = [], Ys = [] } = v.parse(question, JSON.parse(body ?? '{}'));
    const messages = signed(outputs.map(({ B_ }) => B_));
    const said = {
      states: Ys.map((Y) => ({ Y, state: 'UNSPENT' })),
      outputs: messages.map((B_) => ({ B_ })),
      signatures: messages.map(() => ({ id: '00', amount: 1, C_: '02' })),
    };
    return Promise.resolve(ok({ status: 200, body: JSON.stringify(said) }));
  };
  return { questions, api: new MintApi(transport, MINT) };
}

/** A device of a mint, with notes that take no reckoning: there are tens of thousands. */
async function benchOf(api: MintApi): Promise<Bench> {
  const { ana } = await setup(8n);
  const bench = value(await ana.mints.bench(MINT));
  const text = (number: number) => number.toString(16).padStart(8, '0');
  return {
    ...bench,
    api,
    craft: {
      ...bench.craft,
      seededBlanks: ({ keyset, counter, amounts }) =>
        amounts.map((amount, at) => ({
          keyset,
          amount,
          message: text(counter + at),
          factor: '1',
          secret: text(counter + at),
        })),
      finish: ({ keyset, secret }) => ({ keyset, secret, amount: 1n, signature: '02', proof: null }),
      fingerprint: ({ secret }) => secret,
    },
  };
}

describe('looking for notes', () => {
  it('CSH-34 a mint that knows numbers without an end does not keep it from ending, and the next look goes on', async () => {
    // One of each hundred is enough to be asked for the next hundred.
    const { api, questions } = liar((asked) => asked.slice(-1));
    const bench = await benchOf(api);
    const [keyset = ''] = Object.keys(bench.mint.counters);
    let mint = bench.mint;
    for (const look of [restoreCoins, raiseCounters]) {
      const end = Math.ceil(((mint.counters[keyset] ?? 0) + 50_000) / 100) * 100;
      const before = questions.filter((place) => place === 'restore').length;
      const keep: Bench['keep'] = ({ mints = [] }) => {
        mint = mints[0] ?? mint;
        return Promise.resolve(ok());
      };
      expect(codeOf(await look({ ...bench, mint, keep }))).toBe('ok');
      expect(mint.counters[keyset]).toBe(end);
      expect(questions.filter((place) => place === 'restore').length - before).toBe(end / 100);
    }
  });

  it('CSH-34 what a mint says of blanks that are not one’s own does not keep it from ending', async () => {
    const { api, questions } = liar(() => ['ffffffffff']);
    const looked = await restoreCoins(await benchOf(api));
    expect(looked).toEqual(ok({ restored: 0n }));
    expect(questions).toEqual(['restore', 'restore']);
  });
});
