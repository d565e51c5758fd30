/**
 * Every vector in tests/vectors/wallet is what the code gives. After a change of the protocol that is meant,
 * `WRITE_VECTORS=1 npx vitest run tests/unit/renderer/domain/wallet/vectors` writes new ones (then run the formatter).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { encodeBundle, readBundle, wholeEvidence } from '@domain/wallet/bundle.ts';
import { describeLedger } from '@domain/wallet/describe.ts';
import { deriveNonce, type Purpose } from '@domain/wallet/derive.ts';
import { linkAfter } from '@domain/wallet/entryLog.ts';
import { decodeRecord, packRecord, recordIdOf, sealRecord, verifyRecord } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { reduce } from '@domain/wallet/ledger.ts';
import { dealShares, seedHashOf, sharesOf } from '@domain/wallet/packetShares.ts';
import { type BodyOf, type RecordType, bodies } from '@domain/wallet/record.ts';
import { splitByWeights } from '@domain/wallet/split.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { codeOf, must } from '../support/devices.ts';
import { bytes as unhex, hex, signer } from '../../../docs/vectorBytes.ts';
import { deviceOf, keyNamed } from './support/people.ts';
import { realPerson } from './support/realPeople.ts';
import { START, found, make, mint, pay } from './support/records.ts';
import { listOf, makeSamples } from './support/samples.ts';
import { ofJson, toJson } from './support/vectorValues.ts';

const FOLDER = 'tests/vectors/wallet';
const WRITES = process.env['WRITE_VECTORS'] === '1';
const SEED = 'a1'.repeat(32);

/** What a file says; written anew first where that is asked for. */
async function vectors<T>(name: string, produce: () => Promise<T>): Promise<T> {
  const path = `${FOLDER}/${name}.json`;
  if (WRITES) writeFileSync(path, `${JSON.stringify(await produce(), null, 2)}\n`);
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

interface RecordVector {
  readonly type: RecordType;
  readonly given: { readonly nonce: string; readonly body: ReturnType<typeof toJson>; readonly signerSeed: string };
  readonly gives: {
    readonly bytes: string;
    readonly id: string;
    readonly key: string;
    readonly signature: string;
    readonly envelope: string;
  };
}

async function recordVector(type: RecordType, given: RecordVector['given']): Promise<RecordVector> {
  const { key, sign } = await signing(given.signerSeed);
  const draft = { type, nonce: unhex(given.nonce), body: ofJson(given.body) as BodyOf<RecordType> };
  const record = await sealRecord(draft, { key, sign });
  const signature = record.signatures[0]?.signature ?? new Uint8Array(0);
  const envelope = packRecord(record);
  return {
    type,
    given,
    gives: { bytes: hex(record.bytes), id: record.id, key, signature: hex(signature), envelope: hex(envelope) },
  };
}

async function signing(seed: string) {
  const { key, sign } = signer(seed);
  return { key: deviceOfKey(await key()), sign };
}

describe('vectors of the wallet', () => {
  it('WAL-1 WAL-2 WAL-3 records', async () => {
    const all = await vectors('records', async () =>
      Promise.all(
        listOf(await makeSamples()).map(({ type, nonce, body }) =>
          recordVector(type, { nonce: hex(nonce), body: toJson(body), signerSeed: SEED }),
        ),
      ),
    );
    expect(all.map(({ type }) => type).sort()).toEqual(Object.keys(bodies).sort());
    for (const vector of all) {
      expect(await recordVector(vector.type, vector.given)).toEqual(vector);
      const read = must(decodeRecord(unhex(vector.gives.envelope)));
      expect(codeOf(await verifyRecord(read, verifySignature))).toBe('ok');
      expect(toJson(read.body)).toEqual(vector.given.body);
    }
  });

  it('WAL-7 WAL-13 bytes that are none', async () => {
    const made = async () => {
      const samples = await makeSamples();
      const whole = packRecord(samples.transfer);
      const swapped = Uint8Array.from(whole);
      swapped[40] = (swapped[40] ?? 0) ^ 1;
      const bytes = { cut: whole.subarray(0, whole.length - 1), longer: Uint8Array.of(...whole, 0), bit: swapped };
      const verdict = async (packed: Uint8Array) => {
        const read = decodeRecord(packed);
        return read.ok ? codeOf(await verifyRecord(read.value, verifySignature)) : read.error.code;
      };
      return Promise.all(
        Object.entries(bytes).map(async ([name, packed]) => ({
          name,
          envelope: hex(packed),
          gives: await verdict(packed),
        })),
      );
    };
    const all = await vectors('refused', made);
    for (const { envelope, gives } of all) {
      const read = decodeRecord(unhex(envelope));
      expect(read.ok ? codeOf(await verifyRecord(read.value, verifySignature)) : read.error.code).toBe(gives);
      expect(gives).not.toBe('ok');
    }
    expect(all).toHaveLength(3);
  });

  it('WAL-61 WAL-92 WAL-93 WAL-130 WAL-140 derived values', async () => {
    const compute = () => {
      const [a, b] = [keyNamed('a'), keyNamed('b')];
      const id = recordIdOf('unit', a);
      const seed = keyNamed('seed');
      const terms = { total: 10_000n, n: 7, mode: 'lucky' as const };
      const nonces = ['x', 'y', 'z'].map((name) => keyNamed(name).slice(0, 16));
      const purposes: readonly Purpose[] = [
        'pay-request',
        'pay-mandate',
        'packet-share',
        'deal-payout',
        'entry',
        'seen',
        'refund',
        'net',
        'deposit',
        'book',
      ];
      return {
        link: { prev: hex(a), entry: id, gives: hex(linkAfter(a, id)) },
        nonces: purposes.map((purpose) => ({ purpose, bytes: hex(b), gives: hex(deriveNonce(purpose, b)) })),
        seed: { seed: hex(seed), gives: hex(seedHashOf(seed)) },
        shares: { seed: hex(seed), total: '10000', n: 7, gives: sharesOf(terms, seed).map(String) },
        draws: {
          seed: hex(seed),
          total: '10000',
          n: 7,
          nonces: nonces.map(hex),
          gives: dealShares(terms, seed, nonces).map(String),
        },
        split: {
          total: '1000',
          weights: ['3', '3', '5', '1'],
          gives: splitByWeights(1000n, [3n, 3n, 5n, 1n]).map(String),
        },
      };
    };
    expect(await vectors('derived', () => Promise.resolve(compute()))).toEqual(compute());
  });

  it('WAL-12 WAL-150 a bundle and what it comes to', async () => {
    const { bundle, gives } = await vectors('bundle', async () => {
      const written = await someBundle();
      return { bundle: hex(written), gives: await comesTo(written) };
    });
    expect(await comesTo(unhex(bundle))).toEqual(gives);
    expect(JSON.stringify(gives)).toContain('"fork"');
  });
});

async function comesTo(bytes: Uint8Array) {
  const { certificates, records } = must(await readBundle(bytes, verifySignature));
  return JSON.parse(JSON.stringify(describeLedger(reduce(records, certificates)))) as unknown;
}

/** Ben has 1,000; 300 of it is cleared to Cleo and 50 held for her, and then Ana clears the same place to herself. */
async function someBundle(): Promise<Uint8Array> {
  const [ana, ben, cleo] = [await realPerson('Ana', 11), await realPerson('Ben', 12), await realPerson('Cleo', 13)];
  const unit = await found(ana);
  const [one, two, home] = [
    await pay(unit, [ben, cleo], 300n, { name: 'one' }),
    await pay(unit, [ben, cleo], 50n, { name: 'two' }),
    await pay(unit, [ben, ana], 20n, { name: 'home' }),
  ];
  const certificates = [ana, ben, cleo].flatMap(({ devices }) => devices.map(({ certificate }) => certificate));
  const ledger = reduce([unit.unit, unit.book, one, two, home], certificates);
  ledger.add(await make('mint', (await mint(unit, ben, 1000n)).body, deviceOf(ana), 'mint'));
  let prev = ledger.unit(unit.id)?.tailOf(1)?.link ?? new Uint8Array(32);
  const enter = async (seq: number, op: 'clear' | 'hold', ref: RecordId) => {
    const body = { unit: unit.id, epoch: 1, seq, prev, op, ref, at: START };
    const entry = await make('entry', body, deviceOf(ana), `entry ${seq} ${ref}`);
    ledger.add(entry);
    return linkAfter(prev, entry.id);
  };
  prev = await enter(1, 'clear', one.id);
  await enter(2, 'clear', home.id);
  await enter(2, 'hold', two.id);
  return encodeBundle(wholeEvidence(ledger));
}
