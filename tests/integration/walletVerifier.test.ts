/**
 * `npm run wallet:verify` is a second reading of the wallet's SPEC that shares only the codec with the first: here both read the same bundles.
 * Other histories with `WALLET_SEED=n`, more with `WALLET_RUNS=n`.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import { encodeBundle, readBundle, wholeEvidence } from '@domain/wallet/bundle.ts';
import { describeLedger } from '@domain/wallet/describe.ts';
import { finalityOf } from '@domain/wallet/readings/finality.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import { isUnitCode } from '@domain/wallet/unitCode.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { RecordType, VerifiedRecord } from '@domain/wallet/record.ts';
import { MOST_BYTES } from '../../scripts/wallet/bundleContents.ts';
import { decimal, reportOf } from '../../scripts/wallet/plainReport.ts';
import { isPromiseCode } from '../../scripts/wallet/promiseCodes.ts';
import { forms } from '../../scripts/wallet/recordForms.ts';
import { checkEd25519 } from '../../scripts/wallet/proofs.ts';
import type { Account } from '../../scripts/wallet/unitAccounts.ts';
import { type Findings, isSound, verifyBundle } from '../../scripts/wallet/verifyBundle.ts';
import { bytesOf, codeOf, must } from '../unit/renderer/domain/support/devices.ts';
import { commandsUpTo, playOnce } from '../unit/renderer/domain/wallet/support/history.ts';
import { keyNamed, quickVerify } from '../unit/renderer/domain/wallet/support/people.ts';
import { make } from '../unit/renderer/domain/wallet/support/records.ts';
import { makeSamples, listOf } from '../unit/renderer/domain/wallet/support/samples.ts';
import type { World } from '../unit/renderer/domain/wallet/support/world.ts';

const SEED = Number(process.env['WALLET_SEED'] ?? 20_260_101);
const RUNS = Number(process.env['WALLET_RUNS'] ?? 25);
const VECTOR = JSON.parse(await readFile('tests/vectors/wallet/bundle.json', 'utf8')) as {
  readonly bundle: string;
  readonly gives: ReturnType<typeof describeLedger>;
};
const vector = Uint8Array.from(Buffer.from(VECTOR.bundle, 'hex'));

type Pairs = [string, string][];
const byName = (a: readonly [string, unknown], b: readonly [string, unknown]) => (a[0] < b[0] ? -1 : 1);

/** What the second reading says of a unit, in the words of `describeLedger`; mints and books it does not tell. */
function described({ unit, issued, redeemed, held, lapsed, balances, payments, faults }: Account) {
  const transfers = payments.map(({ transfer, outcome, isContested }): Pairs[number] => [
    transfer.id,
    isContested ? `${outcome} contested` : outcome,
  ]);
  return {
    id: unit.id,
    totals: [issued, redeemed, held, lapsed].map(String),
    balances: [...balances].flatMap(([who, sum]): Pairs => (sum === 0n ? [] : [[who, String(sum)]])).sort(byName),
    transfers: transfers.sort(byName),
    faults: faults.map(({ kind, at, proof }) => [kind, at, ...proof].join(' ')).sort(),
  };
}

/** The same of what the app says. */
function reduced({ units }: ReturnType<typeof describeLedger>) {
  return units.map(([id, { totals, balances, transfers, faults }]) => ({
    id,
    totals,
    balances: [...balances].sort(byName),
    transfers,
    faults: faults.map((fault) => fault.join(' ')).sort(),
  }));
}

function expectAgreement(findings: Findings, ledger: Ledger): void {
  const said = describeLedger(ledger);
  expect(findings.accounts.map(described)).toEqual(reduced(said));
  const idle = said.standings.filter(([, standing]) => standing !== 'counts').map(([id]) => id);
  expect(findings.idle.map(({ id }) => id).sort()).toEqual(idle.sort());
  for (const { payments } of findings.accounts) {
    for (const { transfer, outcome, proof } of payments) {
      if (outcome !== 'held' && outcome !== 'cleared') continue;
      const { kind } = finalityOf(ledger, transfer.id as RecordId);
      expect([transfer.id, proof === 'none']).toEqual([transfer.id, kind === 'unwitnessed']);
    }
  }
}

/** The certificates of a world, signed as quickly and badly as its records. */
async function certificatesOf(world: World) {
  const all = world.people.flatMap(({ root, devices }) =>
    devices.map(async ({ certificate: { root: rootKey, signing, agreement, roles, at } }) => {
      const signed = await certifyDevice({ root: rootKey, signing, agreement, roles, at }, root.sign);
      return must(await readCertificate(signed, quickVerify));
    }),
  );
  return Promise.all(all);
}

/** A place in a log that is taken, by whom, and a transfer of its unit. */
function placeIn(world: World, [which = 0, what = 0]: readonly number[]) {
  const entries = world.pool.filter((record) => record.type === 'entry');
  const victim = entries[which % Math.max(entries.length, 1)];
  const issuer = world.offices.find((office) => office.unit.id === victim?.body.unit)?.issuer;
  const clerk = issuer?.devices.find(({ key }) => key === victim?.signatures[0]?.key);
  const transfers = world.pool.filter((record) => record.type === 'transfer' && record.body.unit === victim?.body.unit);
  const transfer = transfers[what % Math.max(transfers.length, 1)];
  const isThere = victim !== undefined && issuer !== undefined && clerk !== undefined && transfer !== undefined;
  return isThere ? { place: victim.body, issuer, clerk, ref: transfer.id } : null;
}

/** What a clerk with bad intent signs besides: another entry at a taken place, a stray head; and a root that cuts. */
async function mischief(world: World, numbers: readonly number[]): Promise<readonly VerifiedRecord[]> {
  const found = placeIn(world, numbers);
  if (found === null) return [];
  const { place, issuer, clerk, ref } = found;
  const { unit, epoch, seq, prev, at } = place;
  const [, , verdict = 0, behind = 0, hasHead = 0, hasCut = 0] = numbers;
  const op = (['clear', 'hold', 'return', 'refuse'] as const)[verdict % 4] ?? 'clear';
  const forged = await make('entry', { unit, epoch, seq, prev, op, ref, at: at + 1 }, clerk, 'forged');
  const head = { unit, epoch, seq, link: keyNamed('no link'), issued: 0n, redeemed: 0n, held: 0n, lapsed: 0n, at };
  const freeze = { account: issuer.account, key: clerk.key, cut: { unit, epoch, seq: behind % (seq + 1) } };
  return [
    forged,
    ...(hasHead % 2 === 0 ? [await make('head', head, clerk, 'stray head')] : []),
    ...(hasCut % 2 === 0 ? [await make('freeze', freeze, issuer.root, 'cut')] : []),
  ];
}

describe('two readings of one bundle', () => {
  it('WAL-12 WAL-47 WAL-64 WAL-102 WAL-150 agree about whatever happened', async () => {
    const met = { units: 0, held: 0, cleared: 0, refused: 0, returned: 0, contested: 0, faults: 0, idle: 0, lapsed: 0 };
    await fc.assert(
      fc.asyncProperty(
        commandsUpTo(200, 100),
        fc.array(fc.nat(10_000), { minLength: 40, maxLength: 40 }),
        async (commands, numbers) => {
          const world = await playOnce(commands);
          const certificates = await certificatesOf(world);
          const whole = [...world.pool, ...(await mischief(world, numbers))];
          const some = whole.filter((_, place) => (numbers[place % numbers.length] ?? 0) % 6 !== 0);
          for (const records of [world.pool, whole, some]) {
            const ledger = reduce(records, certificates);
            const findings = must(await verifyBundle(encodeBundle(wholeEvidence(ledger)), quickVerify));
            expectAgreement(findings, ledger);
            for (const account of findings.accounts) {
              met.units += 1;
              met.faults += account.faults.length;
              met.lapsed += account.lapsed > 0n ? 1 : 0;
              for (const { outcome, isContested } of account.payments) {
                if (outcome !== 'sent') met[outcome] += 1;
                met.contested += isContested ? 1 : 0;
              }
            }
            met.idle += findings.idle.length;
          }
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
    // A property that never meets what it is about says nothing.
    for (const [name, times] of Object.entries(met)) expect([name, times > RUNS / 5]).toEqual([name, true]);
  });

  it('WAL-150 of the vector, with real signatures', async () => {
    const findings = must(await verifyBundle(vector));
    expect(findings.accounts.map(described)).toEqual(reduced(VECTOR.gives));
    expect(findings.accounts.every(isSound)).toBe(false);
    expect(reportOf(findings)).toContain('two entries stand at one place of the log');
  });

  it('WAL-13 every type of record is read by both, and none besides', async () => {
    const samples = await makeSamples();
    const bundle = encodeBundle({ certificates: [], records: listOf(samples) });
    expect(must(await verifyBundle(bundle, quickVerify)).records).toBe(Object.keys(samples).length);
    expect(Object.keys(forms).sort()).toEqual((Object.keys(samples) as RecordType[]).sort());
  });

  it('WAL-21 both know the same codes', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split('');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters), { minLength: 1, maxLength: 9 }), (code) => {
        expect(isPromiseCode(code.join(''))).toBe(isUnitCode(code.join('')));
      }),
      { numRuns: 2000 },
    );
    const threes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    expect(threes.filter((code) => isPromiseCode(code) !== isUnitCode(code))).toEqual([]);
  });
});

describe('what is refused', () => {
  it('WAL-150 a bundle with any one byte changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(vector.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const copy = Uint8Array.from(vector);
        copy[at] = (copy[at] ?? 0) ^ change;
        expect((await verifyBundle(copy)).ok).toBe(false);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('WAL-150 a bundle that was cut anywhere, or goes on', async () => {
    for (let end = 0; end < vector.length; end += 97) {
      expect(codeOf(await verifyBundle(vector.subarray(0, end)))).toBe('not-a-bundle');
    }
    expect(codeOf(await verifyBundle(Uint8Array.of(...vector, 0)))).toBe('not-a-bundle');
  });

  it('WAL-150 what is huge, no bundle, or of another version', async () => {
    expect(codeOf(await verifyBundle(new Uint8Array(MOST_BYTES + 1)))).toBe('not-a-bundle');
    expect(codeOf(await verifyBundle(bytesOf(2000, 1)))).toBe('not-a-bundle');
    for (const [value, says] of [
      [[1, [], []], 'ok'],
      [[0, [], []], 'another-version'],
      [[2, [], []], 'another-version'],
      [['1', [], []], 'not-a-bundle'],
      [[1, []], 'not-a-bundle'],
      [[1, [], [], []], 'not-a-bundle'],
      [{ v: 1 }, 'not-a-bundle'],
      [[1, [], [Uint8Array.of(2), Uint8Array.of(1)]], 'not-a-bundle'],
      [[1, [], [Uint8Array.of(1)]], 'does-not-hold'],
      [[1, [Uint8Array.of(1)], []], 'does-not-hold'],
    ] as const) {
      expect([value, codeOf(await verifyBundle(encodeCanonical(value)))]).toEqual([value, says]);
    }
  });

  it('WAL-1 WAL-7 a record the other reading refuses, too', async () => {
    const transfer = (await makeSamples()).transfer;
    const spoilt = [
      { amount: -1 },
      { amount: 0 },
      { amount: 1e15 },
      { amount: 1.5 },
      { amount: '250' },
      { more: true },
      { v: 2 },
      { t: 'gold' },
      { mode: 'later' },
      { until: -1 },
      { nonce: new Uint8Array(15) },
    ];
    for (const change of spoilt) {
      const bytes = encodeCanonical({ ...rawOf(transfer), ...change });
      const bundle = encodeCanonical([1, [], [encodeCanonical([bytes, [[keyNamed('Ben/1'), new Uint8Array(64)]]])]]);
      const anySignature = () => Promise.resolve(true);
      expect([change, codeOf(await verifyBundle(bundle, anySignature))]).toEqual([change, 'does-not-hold']);
      expect([change, codeOf(await readBundle(bundle, anySignature))]).toEqual([change, 'bundle-forged']);
    }
    const whole = encodeCanonical([encodeCanonical(rawOf(transfer)), [[keyNamed('Ben/1'), new Uint8Array(64)]]]);
    expect(codeOf(await verifyBundle(encodeCanonical([1, [], [whole]]), () => true))).toBe('ok');
    expect(codeOf(await verifyBundle(encodeCanonical([1, [], [whole]])))).toBe('does-not-hold');
  });
});

function rawOf({ body, nonce }: Awaited<ReturnType<typeof makeSamples>>['transfer']) {
  const raw = (id: string) => Uint8Array.from(Buffer.from(id, 'base64url'));
  const { unit, from, to, until, mode } = body;
  return { v: 1, t: 'transfer', nonce, unit: raw(unit), from: raw(from), to: raw(to), amount: 250, until, mode };
}

describe('the command', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wallet-verify-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = (path: string) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      execFile(process.execPath, ['scripts/wallet/verify.mjs', path], (error, out, complaint) => {
        resolve({ code: error === null ? 0 : Number(error.code), said: out + complaint });
      });
    });

  it('WAL-150 ends with 0 for a sound bundle, with 1 for any other, and says why', async () => {
    const { certificates, records } = must(
      await readBundle(vector, (...signed) => Promise.resolve(checkEd25519(...signed))),
    );
    // Without the second entry of the fork nothing contradicts itself.
    const sound = records.filter(({ id }) => id !== 'hfHRUUTFOjfn6MaeVH5F2lNt7HwJMIOTfkRGtErBXrw');
    const flipped = Uint8Array.from(vector);
    flipped[1000] = (flipped[1000] ?? 0) ^ 1;
    const files = { sound: encodeBundle({ certificates, records: sound }), fork: vector, flipped };
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
    const answers = await Promise.all(['sound', 'fork', 'flipped', 'nothing'].map((name) => run(join(folder, name))));
    expect(answers.map(({ code }) => code)).toEqual([0, 1, 1, 1]);
    expect(answers.map(({ said }) => /^(?:SOUND|NOT SOUND|REFUSED \(\S+\))/m.exec(said)?.[0])).toEqual([
      'SOUND',
      'NOT SOUND',
      expect.stringContaining('REFUSED'),
      'REFUSED (not-read)',
    ]);
    expect(answers[0]?.said).toContain('6.50');
  });

  it('writes amounts exactly', () => {
    const cases = [
      [0n, 0, '0'],
      [5n, 2, '0.05'],
      [-1250n, 2, '-12.50'],
      [999_999_999_999_999n, 8, '9999999.99999999'],
      [7n, 0, '7'],
    ] as const;
    expect(cases.map(([amount, decimals]) => decimal(amount, decimals))).toEqual(cases.map(([, , text]) => text));
  });
});
