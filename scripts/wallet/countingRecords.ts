/**
 * Which records count (WAL-11): those that rest on records that count, and are signed by who has to sign them. Found by asking each of
 * those left over again until nothing more is added.
 */
import type { Contents, Signed, SignedAs } from './bundleContents.ts';
import type { FormName } from './recordForms.ts';
import { type Capacity, CutOffs, Signers, isBehind, ownerOf } from './signers.ts';

/** Records that count so far. */
export class Counting {
  readonly signers: Signers;
  readonly cuts: CutOffs;
  private readonly byId = new Map<string, Signed>();
  private readonly books = new Map<string, SignedAs<'book'>[]>();

  constructor({ certificates, records }: Contents) {
    this.signers = new Signers(certificates);
    this.cuts = new CutOffs(records, this.signers);
    let left = uniqueOf(records);
    for (let before = -1; before !== left.length;) {
      before = left.length;
      left = left.filter((record) => !this.admit(record));
    }
  }

  /** All that count. */
  all(): Iterable<Signed> {
    return this.byId.values();
  }

  /** One of a type that counts. */
  get<Name extends FormName>(type: Name, id: string): SignedAs<Name> | undefined {
    const record = this.byId.get(id);
    // Its type was just compared, which does not narrow a type parameter.
    return record?.type === type ? (record as SignedAs<Name>) : undefined;
  }

  /** Books of one epoch of a unit. */
  booksOf(unit: string, epoch: number): readonly SignedAs<'book'>[] {
    return this.books.get(`${unit} ${epoch}`) ?? [];
  }

  /** Whether someone who signed may act for the account of a holder. */
  signed(record: Signed, holder: string | undefined, as: Capacity): boolean {
    return holder !== undefined && this.signers.signed(record, ownerOf(holder), as);
  }

  private admit(record: Signed): boolean {
    // Table and record have one type, which the compiler cannot follow.
    const rule = rules[record.type] as (record: Signed, counting: Counting) => boolean;
    if (!rule(record, this)) return false;
    this.byId.set(record.id, record);
    if (record.type === 'book') {
      const place = `${record.says.unit} ${record.says.epoch}`;
      this.books.set(place, [...(this.books.get(place) ?? []), record]);
    }
    return true;
  }
}

/** One record for each id, with the signatures of all its envelopes (WAL-3). */
function uniqueOf(records: readonly Signed[]): readonly Signed[] {
  const unique = new Map<string, Signed>();
  for (const record of records) {
    const keys = [...new Set([...(unique.get(record.id)?.keys ?? []), ...record.keys])];
    unique.set(record.id, { ...record, keys });
  }
  return [...unique.values()];
}

type Rule<Name extends FormName> = (record: SignedAs<Name>, counting: Counting) => boolean;

const issuerOf = (all: Counting, unit: string) => all.get('unit', unit)?.says.issuer;

const isMinted: Rule<'mint'> = (record, all) => {
  const unit = all.get('unit', record.says.unit)?.says;
  if (unit === undefined || ownerOf(record.says.to) === unit.issuer) return false;
  const mustLapse = unit.expiresDays !== undefined;
  return mustLapse === (record.says.expires !== undefined) && all.signed(record, unit.issuer, 'issue');
};

const isBook: Rule<'book'> = (record, all) => {
  const { unit, epoch, clerk, from } = record.says;
  const promise = all.get('unit', unit);
  if (promise === undefined || !all.signers.may(clerk, promise.says.issuer, 'clerk')) return false;
  if (all.signed(record, promise.says.issuer, epoch === 1 ? 'issue' : 'root')) return true;
  if (from?.epoch !== epoch - 1) return false;
  const clerks = all.booksOf(unit, from.epoch).map(({ says }) => says.clerk);
  const cuts = all.cuts.of(promise);
  return record.keys.some((key) => clerks.includes(key) && !isBehind(cuts, key, from));
};

const isByClerk = (record: SignedAs<'entry'> | SignedAs<'head'> | SignedAs<'statement'>, all: Counting) =>
  all.booksOf(record.says.unit, record.says.epoch).some(({ says }) => record.keys.includes(says.clerk));

const isEntry: Rule<'entry'> = (record, all) => {
  const { op, ref, unit } = record.says;
  if (!isByClerk(record, all)) return false;
  if (op === 'expire') return isLapse(record, all);
  const about = op === 'admit' ? all.get('mint', ref) : all.get('transfer', ref);
  return about?.says.unit === unit;
};

const isLapse: Rule<'entry'> = (record, all) => {
  const { ref, unit, at, amount = 0n } = record.says;
  const mint = all.get('mint', ref)?.says;
  const isDue = mint?.expires !== undefined && at >= mint.expires;
  return isDue && mint.unit === unit && amount <= mint.amount;
};

const isRuling: Rule<'ruling'> = (record, all) => {
  const dispute = all.get('dispute', record.says.ref);
  const by = dispute === undefined ? undefined : all.get('transfer', dispute.says.ref)?.says.release?.by;
  return by !== 'payer' && all.signed(record, by, 'any');
};

const isRelease: Rule<'release'> = (record, all) => {
  const transfer = all.get('transfer', record.says.ref)?.says;
  const by = transfer?.release?.by;
  return by === 'payer' ? all.signed(record, transfer?.from, 'spend') : all.signed(record, by, 'any');
};

const isNet: Rule<'net'> = (record, all) => {
  const [one, other] = record.says.transfers.map((id) => all.get('transfer', id)?.says);
  if (one === undefined || other === undefined) return false;
  const returns = (note: typeof one, payer: string) =>
    note.why === 'net' && ownerOf(note.to) === issuerOf(all, note.unit) && ownerOf(note.to) === ownerOf(payer);
  if (!returns(one, other.from) || !returns(other, one.from)) return false;
  return all.signed(record, one.from, 'spend') || all.signed(record, other.from, 'spend');
};

const isDealt = (record: SignedAs<'deal'> | SignedAs<'packet-end'>, all: Counting) => {
  const packet = all.get('packet', record.says.packet)?.says;
  return (
    packet !== undefined &&
    record.keys.includes(packet.dealer) &&
    all.signers.may(packet.dealer, ownerOf(packet.from), 'deal')
  );
};

const isPacket: Rule<'packet'> = (record, all) => {
  const issuer = issuerOf(all, record.says.unit);
  const as = issuer === ownerOf(record.says.from) ? 'issue' : 'spend';
  return issuer !== undefined && all.signed(record, record.says.from, as);
};

const isClaim: Rule<'claim'> = (record, all) => {
  const packet = all.get('packet', record.says.packet)?.says;
  if (packet === undefined || packet.mode === 'everyone') return false;
  const isMember = packet.members.length === 0 || packet.members.includes(record.says.who);
  return isMember && all.signed(record, record.says.who, 'any');
};

const isAgree: Rule<'agree'> = (record, all) =>
  issuerOf(all, record.says.unit) !== undefined &&
  (all.signed(record, record.says.a, 'any') || all.signed(record, record.says.b, 'any'));

/** Of a payment by who it is for, of an agreement by either. */
const isDecline: Rule<'decline'> = (record, all) => {
  const agreement = all.get('agree', record.says.ref)?.says;
  if (agreement === undefined) return byPayee(record, all);
  return all.signed(record, agreement.a, 'any') || all.signed(record, agreement.b, 'any');
};

const byPayee = (record: SignedAs<'deposit'> | SignedAs<'decline'>, all: Counting) =>
  all.signed(record, all.get('transfer', record.says.ref)?.says.to, 'any');

const rules: { readonly [Name in FormName]: Rule<Name> } = {
  unit: (record, all) => all.signed(record, record.says.issuer, 'issue'),
  book: isBook,
  overdraft: (record, all) => {
    const issuer = issuerOf(all, record.says.unit);
    return issuer !== ownerOf(record.says.holder) && all.signed(record, issuer, 'issue');
  },
  pot: (record, all) => all.signed(record, record.says.account, 'spend'),
  mint: isMinted,
  transfer: (record, all) =>
    issuerOf(all, record.says.unit) !== undefined && all.signed(record, record.says.from, 'spend'),
  deposit: byPayee,
  decline: isDecline,
  cancel: (record, all) => all.signed(record, all.get('transfer', record.says.ref)?.says.from, 'any'),
  release: isRelease,
  entry: isEntry,
  seen: (record, all) => {
    const entry = all.get('entry', record.says.entry)?.says;
    const books = entry === undefined ? [] : all.booksOf(entry.unit, entry.epoch);
    return books.some(({ says }) => says.witnesses.some((key) => record.keys.includes(key)));
  },
  head: isByClerk,
  statement: isByClerk,
  request: (record, all) => all.signed(record, record.says.payee, 'any'),
  receipt: (record, all) => all.signed(record, all.get('request', record.says.req)?.says.payee, 'any'),
  step: (record, all) => all.get('request', record.says.req) !== undefined,
  packet: isPacket,
  claim: isClaim,
  deal: (record, all) =>
    all.get('claim', record.says.claim)?.says.packet === record.says.packet && isDealt(record, all),
  'packet-end': isDealt,
  mandate: (record, all) =>
    issuerOf(all, record.says.unit) !== undefined && all.signed(record, record.says.payer, 'spend'),
  revoke: (record, all) => all.signed(record, all.get('mandate', record.says.mandate)?.says.payer, 'any'),
  settle: (record, all) =>
    issuerOf(all, record.says.unit) === record.says.debtor && all.signed(record, record.says.debtor, 'any'),
  net: isNet,
  agree: isAgree,
  dispute: (record, all) => {
    const transfer = all.get('transfer', record.says.ref)?.says;
    return all.signed(record, transfer?.from, 'any') || all.signed(record, transfer?.to, 'any');
  },
  ruling: isRuling,
  freeze: (record, all) => all.signed(record, record.says.account, record.says.cut === undefined ? 'any' : 'root'),
  thaw: (record, all) => all.signed(record, record.says.account, 'root'),
};
