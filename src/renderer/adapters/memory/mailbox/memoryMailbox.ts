import { toBase64url } from '@shared/base64url.ts';
import { BUNDLE_SIZES } from '@shared/mailbox/limits.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { mailboxName } from '@domain/mailbox/names.ts';
import type { Clock } from '@ports/clock.ts';
import type { FetchedBundle, FetchedPage, Mailbox, MailboxError } from '@ports/mailbox.ts';

const DAY = 24 * 3_600_000;
const PAGE = 4;

interface Kept extends FetchedBundle {
  readonly until: number;
}

/** One service: what it keeps, and how it lies. */
export class MemoryMailService {
  kept: Kept[] = [];
  /** What a service does to those who ask; each is one that harms nothing but time. */
  fault: 'none' | 'away' | 'full' | 'box-full' | 'drops' | 'forgets-done' | 'reverses' | 'mixes' = 'none';
  /** What was asked, for tests. */
  readonly asked: string[] = [];
  private nextId = 1;
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  put(box: string, bytes: Uint8Array, days: number): Result<number, MailboxError> {
    const until = this.clock.now() + days * DAY;
    if (this.fault === 'full') return fail('service-full', 'no room');
    if (this.fault === 'box-full') return fail('mailbox-full', 'too many in there');
    if (!BUNDLE_SIZES.some((size) => size === bytes.length)) return fail('malformed', 'not one of the sizes');
    const isThere = this.kept.some((one) => one.box === box && toBase64url(one.bytes) === toBase64url(bytes));
    if (this.fault !== 'drops' && !isThere) this.kept.push({ box, id: this.nextId++, bytes: bytes.slice(), until });
    return ok(until);
  }

  fetch(keys: readonly Uint8Array[], after: number): FetchedPage {
    const names = new Set(keys.map(mailboxName));
    const found = this.kept.filter(({ box, id, until }) => names.has(box) && id > after && until > this.clock.now());
    if (this.fault === 'reverses') return { bundles: found.toReversed(), more: false };
    if (this.fault === 'mixes') return { bundles: this.mixed(found, [...names]), more: false };
    return { bundles: found.slice(0, PAGE), more: found.length > PAGE };
  }

  done(key: Uint8Array, ids: readonly number[]): void {
    const name = mailboxName(key);
    if (this.fault === 'forgets-done') return;
    this.kept = this.kept.filter(({ box, id }) => box !== name || !ids.includes(id));
  }

  /** Everything for everybody, changed, and bytes of its own making. */
  private mixed(found: readonly Kept[], names: readonly string[]): readonly FetchedBundle[] {
    const foreign = this.kept.map((one, place) => ({ ...one, box: names[place % names.length] ?? '' }));
    const changed = found.map((one) => ({
      ...one,
      bytes: one.bytes.map((byte, at) => (at === 700 ? byte ^ 1 : byte)),
    }));
    const made = names.map((box, id) => ({ box, id, bytes: new Uint8Array(BUNDLE_SIZES[0]).fill(1) }));
    return [...foreign, ...changed, ...made, ...found, ...found];
  }
}

/** Services by address, as everybody in one world finds them. */
export class MemoryMailWorld {
  readonly services = new Map<string, MemoryMailService>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Opens a service. */
  open(address: string): MemoryMailService {
    const service = new MemoryMailService(this.clock);
    this.services.set(address, service);
    return service;
  }

  /** One person's way to them. */
  createMailbox(): Mailbox {
    return new MemoryMailbox(this);
  }
}

/** One person's way to the services of a world. */
export class MemoryMailbox implements Mailbox {
  private readonly world: MemoryMailWorld;

  constructor(world: MemoryMailWorld) {
    this.world = world;
  }

  put(address: string, { box, bytes, days }: Parameters<Mailbox['put']>[1]): Promise<Result<number, MailboxError>> {
    return this.ask(address, 'put', (service) => service.put(box, bytes, days));
  }

  fetch(address: string, keys: readonly Uint8Array[], after: number): Promise<Result<FetchedPage, MailboxError>> {
    return this.ask(address, 'fetch', (service) => ok(service.fetch(keys, after)));
  }

  done(address: string, key: Uint8Array, ids: readonly number[]): Promise<Result<void, MailboxError>> {
    return this.ask(address, 'done', (service) => {
      service.done(key, ids);
      return ok();
    });
  }

  dispose(): void {
    // Nothing is open.
  }

  private async ask<T>(
    address: string,
    what: string,
    answer: (service: MemoryMailService) => Result<T, MailboxError>,
  ): Promise<Result<T, MailboxError>> {
    const service = this.world.services.get(address);
    if (service === undefined) return Promise.resolve(fail('mailbox-none', 'nothing is there'));
    service.asked.push(what);
    return service.fault === 'away' ? fail('mailbox-away', 'no answer') : answer(service);
  }
}
