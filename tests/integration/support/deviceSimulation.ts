/** Random histories of one person's devices and a friend's: linked, taken out, away, killed, their clocks apart. */
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { linkDevice } from './linkedDevice.ts';
import { type Person, World, must } from './world.ts';

/** A device of Alice's. */
interface Mine {
  readonly person: Person;
  readonly device: DeviceId;
  /** Texts said by others after everybody knew that it was taken out; it may have none of them. */
  lostAt: number | null;
}

/** What a history came to. */
export interface DeviceOutcome {
  readonly seed: number;
  /** What each standing device shows. */
  readonly shown: readonly unknown[];
  /** What the friend has of the chat, and what Alice's devices have. */
  readonly texts: readonly (readonly string[])[];
  /** Texts whose sending was acknowledged on devices that stand, by anybody. */
  readonly acknowledged: readonly string[];
  /** What devices that were taken out have of what was said afterwards. */
  readonly leaked: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

const MOST_DEVICES = 4;

/** Lives a history of so many steps. */
export async function liveDevices(seed: number, steps: number): Promise<DeviceOutcome> {
  const history = await DeviceHistory.begin(seed);
  for (let step = 0; step < steps; step += 1) await history.step();
  return history.end();
}

class DeviceHistory {
  private readonly world: World;
  private readonly random: SeededRandom;
  private readonly bob: Person;
  private readonly mine: Mine[];
  private readonly space: SpaceId;
  private readonly seed: number;
  private readonly acknowledged: { readonly text: string; readonly by: Mine | null; readonly at: number }[] = [];
  private readonly counts: Record<string, number> = {};
  private said = 0;

  private constructor(
    seed: number,
    { world, alice, bob, space }: { world: World; alice: Mine; bob: Person; space: SpaceId },
  ) {
    this.seed = seed;
    this.random = new SeededRandom(seed);
    this.world = world;
    this.bob = bob;
    this.mine = [alice];
    this.space = space;
  }

  static async begin(seed: number): Promise<DeviceHistory> {
    const world = new World(seed);
    const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
    await world.befriend(alice, bob);
    const space = await alice.spaceWith('Bob');
    for (const text of ['one', 'two', 'three']) must(await bob.workspace.sendText(space, text));
    await world.pass(2000);
    const first = { person: alice, device: await deviceOf(alice), lostAt: null };
    const history = new DeviceHistory(seed, { world, alice: first, bob, space });
    await history.link();
    return history;
  }

  async step(): Promise<void> {
    const { random } = this;
    let chance = random.integer(100);
    const happenings: readonly (readonly [number, () => unknown])[] = [
      [30, () => this.act(this.pick(this.open()))],
      [12, () => this.sayAs(this.pick(this.open()))],
      [10, () => this.sayAsBob()],
      [12, () => this.leave()],
      [16, () => this.comeBack()],
      [4, () => this.link()],
      [3, () => this.takeOut()],
      [3, () => this.part()],
      [3, () => this.world.network.heal()],
    ];
    for (const [weight, happen] of happenings) {
      if (chance >= 0 && chance < weight) await happen();
      chance -= weight;
    }
    await this.world.pass([0, 50, 700, 3000, 12_000][random.integer(5)] ?? 0);
  }

  /** Everything is set right, time goes by, and all is looked at. */
  async end(): Promise<DeviceOutcome> {
    const { world, bob } = this;
    world.network.heal();
    const standing = this.standing();
    for (const { person } of standing) if (person.application === null) await person.open();
    if (bob.application === null) await bob.open();
    await world.pass(60_000);
    const leaked = await this.leaks();
    await world.pass(30_000);
    const shown = [];
    const texts = [];
    for (const { person } of standing) {
      shown.push(await this.shownBy(person));
      texts.push(await this.textsOf(person));
    }
    texts.push(await this.textsOf(bob));
    const stands = (by: Mine | null) => by === null || by.lostAt === null;
    const acknowledged = this.acknowledged.filter(({ by }) => stands(by)).map(({ text }) => text);
    for (const person of [...this.mine.map((one) => one.person), bob]) await person.close();
    return { seed: this.seed, shown, texts, acknowledged, leaked, counts: this.counts };
  }

  private count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  private standing(): readonly Mine[] {
    return this.mine.filter(({ lostAt }) => lostAt === null);
  }

  private open(): readonly Mine[] {
    return this.standing().filter(({ person }) => person.application?.startup.get().status === 'ready');
  }

  private pick<T>(all: readonly T[]): T | null {
    return all[this.random.integer(Math.max(1, all.length))] ?? null;
  }

  /** A choice: sometimes the app is killed in the midst of it. */
  private async act(mine: Mine | null): Promise<void> {
    if (mine === null) return;
    const { random, space } = this;
    const { workspace } = mine.person;
    const value = random.integer(4);
    const message = await this.someMessage(mine.person);
    const acts: readonly (() => Promise<unknown>)[] = [
      () => workspace.updateSettings({ theme: (['dark', 'light', 'system'] as const)[value % 3] ?? 'dark' }),
      () => workspace.pinChats(value > 1 ? [space] : []),
      () => workspace.choose(space, { archived: value > 1 }),
      () => workspace.saveDraft(space, value === 0 ? '' : `draft ${random.integer(100)}`),
      () => workspace.setFavourite(space, message, value > 1),
      () => workspace.markRead(space, this.world.clock.now()),
    ];
    const doing = acts[random.integer(acts.length)]?.();
    this.count('acts');
    if (random.chance(0.15)) {
      await mine.person.kill();
      this.count('killed');
    } else await doing;
  }

  private async someMessage(person: Person): Promise<EventId> {
    const messages = await person.messages('Bob');
    return (messages[this.random.integer(Math.max(1, Math.min(3, messages.length)))]?.id ?? 'none') as EventId;
  }

  private async sayAs(mine: Mine | null): Promise<void> {
    if (mine === null) return;
    this.said += 1;
    const text = `Alice ${this.said}`;
    const sent = await mine.person.workspace.sendText(this.space, text);
    if (sent.ok) this.acknowledged.push({ text, by: mine, at: this.world.clock.now() });
    this.count('said');
  }

  private async sayAsBob(): Promise<void> {
    const { bob } = this;
    if (bob.application === null) return;
    this.said += 1;
    const text = `Bob ${this.said}`;
    const sent = await bob.workspace.sendText(this.space, text);
    if (sent.ok) this.acknowledged.push({ text, by: null, at: this.world.clock.now() });
  }

  /** At least one of Alice's stays. */
  private async leave(): Promise<void> {
    const mine = this.pick(this.open());
    if (mine === null || this.open().length < 2) {
      if (this.bob.application !== null) await this.bob.close();
      return;
    }
    await (this.random.chance(0.5) ? mine.person.close() : mine.person.kill());
    this.count('away');
  }

  private async comeBack(): Promise<void> {
    const away = this.standing().filter(({ person }) => person.application === null);
    const mine = this.pick(away);
    if (mine !== null) {
      const ahead = this.random.integer(240) * 1000;
      mine.person.clockOffset = () => ahead;
      await mine.person.open();
    }
    if (this.bob.application === null) await this.bob.open();
  }

  private part(): void {
    const mine = this.pick(this.open());
    if (mine?.person.transport !== null && mine?.person.transport !== undefined)
      this.world.network.partition([mine.person.transport]);
    this.count('parted');
  }

  private async link(): Promise<void> {
    const by = this.pick(this.open());
    if (by === null || this.mine.length >= MOST_DEVICES) return;
    this.world.network.heal();
    await this.world.pass(3000);
    const person = await linkDevice(by.person, 104_729 + this.seed * 100 + this.mine.length);
    this.mine.push({ person, device: await deviceOf(person), lostAt: null });
    this.count('linked');
  }

  /** A device is lost: it stays as it was, and somebody opens it again later. */
  private async takeOut(): Promise<void> {
    const lost = this.pick(this.standing().slice(1));
    const by = this.pick(this.open().filter((one) => one !== lost));
    if (lost === null || by === null) return;
    if (lost.person.application !== null) await lost.person.close();
    const done = await by.person.workspace.revokeDevice(lost.device);
    if (!done.ok) return;
    lost.lostAt = this.world.clock.now();
    this.count('lost');
  }

  /** Lost devices are opened once everybody has heard; what is said then is not for them. */
  private async leaks(): Promise<readonly string[]> {
    const lost = this.mine.filter(({ lostAt }) => lostAt !== null);
    for (const { person } of lost) await person.open();
    await this.world.pass(5000);
    must(await this.bob.workspace.sendText(this.space, 'not for lost ones'));
    const [mine] = this.standing();
    if (mine !== undefined) {
      must(await mine.person.workspace.sendText(this.space, 'nor this'));
      must(await mine.person.workspace.saveDraft(this.space, 'nor this draft'));
    }
    await this.world.pass(20_000);
    const leaked: string[] = [];
    for (const { person, device } of lost) {
      const texts = await this.textsOf(person);
      leaked.push(...texts.filter((text) => text.startsWith('no')).map((text) => `${device}: ${text}`));
      const rows = await person.read(person.workspace.conversations());
      if (rows.some(({ draft }) => draft === 'nor this draft')) leaked.push(`${device}: a draft`);
    }
    return leaked;
  }

  private async shownBy(person: Person): Promise<unknown> {
    const rows = await person.read(person.workspace.conversations());
    const chat = rows.find(({ space }) => space === this.space);
    const { theme } = await person.read(person.workspace.settings());
    const favourites = await person.read(person.workspace.favourites());
    const devices = await person.read(person.workspace.devices());
    return {
      theme,
      preferences: chat?.preferences,
      draft: chat?.draft,
      unread: chat?.unread,
      favourites: favourites.map(({ id, savedAt }) => [id, savedAt]),
      devices: devices
        .map(({ device, isRevoked }) => `${device} ${isRevoked}`)
        .toSorted((one, other) => (one < other ? -1 : 1)),
    };
  }

  private async textsOf(person: Person): Promise<readonly string[]> {
    const [other] = (await person.read(person.workspace.contacts())).map(({ ownName }) => ownName);
    return other === undefined ? [] : person.texts(other);
  }
}

async function deviceOf(person: Person): Promise<DeviceId> {
  return (await person.read(person.workspace.ownProfile())).device;
}
