/** People whose services have mailboxes beside them. */
// Virtual time does not wait for an import.
import '@services/mailbox/mailboxes.ts';
import '@services/mailbox/mailTargets.ts';
import type { Clock } from '@ports/clock.ts';
import { type MemoryMailService, MemoryMailWorld } from '@adapters/memory/mailbox/memoryMailbox.ts';
import { startEngine } from '@services/engine/engine.ts';
import type { Settings } from '@domain/settings/settings.ts';
import { Person, World, must } from './world.ts';

/** Where everybody's service is. */
export const SERVICE = 'wss://mail.test';
/** Its mailbox. */
export const MAILBOX = `${SERVICE}/mailbox`;

/** Somebody whose app reaches the mailboxes of a world. */
export class MailPerson extends Person {
  private readonly mail: MemoryMailWorld;
  /** How far the clock of this person's machine is ahead, ms, from the next opening on. */
  clockAhead = 0;

  constructor(world: World, name: string, way: { readonly seed: number; readonly mail: MemoryMailWorld }) {
    super(world, name, way.seed);
    this.mail = way.mail;
  }

  override parts(): ReturnType<Person['parts']> {
    const createMailbox = () => Promise.resolve(this.mail.createMailbox());
    const start: typeof startEngine = (parts, identity, hooks) =>
      startEngine({ ...parts, createMailbox }, identity, hooks);
    const parts = super.parts();
    const clock: Clock = {
      now: () => parts.clock.now() + this.clockAhead,
      monotonic: () => parts.clock.monotonic(),
      after: (delay, what) => parts.clock.after(delay, what),
    };
    return { ...parts, clock, loadEngine: () => Promise.resolve(start) };
  }

  async set(change: Partial<Settings>): Promise<void> {
    must(await this.workspace.updateSettings(change));
  }
}

/** Links a further device, as a person does it. */
export async function linkMailDevice(person: MailPerson, mail: MemoryMailWorld): Promise<MailPerson> {
  const { world } = person;
  const other = new MailPerson(world, person.name, { seed: 4711, mail });
  await other.start();
  const code = must(await person.workspace.offerLink());
  const joining = must(await other.joining({ code: code.typed, name: 'Laptop' }));
  await world.pass(2000);
  const state = joining.state.get();
  if (state.status !== 'digits') throw new Error(`no digits: ${JSON.stringify(state)}`);
  must(await person.workspace.confirmLink(state.digits));
  await world.pass(1000);
  await joining.accept();
  await world.pass(3000);
  await other.set({ signaling: [SERVICE] });
  await world.pass(30_000);
  return other;
}

/** A world with a mailbox service in it. */
export interface MailScene {
  readonly world: World;
  readonly mail: MemoryMailWorld;
  readonly service: MemoryMailService;
  readonly people: readonly MailPerson[];
}

/** People who use one service and know each other. */
export async function mailScene(...names: readonly string[]): Promise<MailScene> {
  const world = new World();
  const mail = new MemoryMailWorld(world.clock);
  const service = mail.open(MAILBOX);
  const people: MailPerson[] = [];
  for (const [place, name] of names.entries()) {
    const person = new MailPerson(world, name, { seed: 7919 * (place + 1), mail });
    await person.open();
    await person.set({ signaling: [SERVICE] });
    people.push(person);
  }
  await world.pass(2000);
  for (const [index, person] of people.entries())
    for (const other of people.slice(index + 1)) await world.befriend(person, other);
  await world.pass(30_000);
  return { world, mail, service, people };
}

/** Two of them. */
export async function mailPair(): Promise<MailScene & { readonly ann: MailPerson; readonly bo: MailPerson }> {
  const scene = await mailScene('Ann', 'Bo');
  const [ann, bo] = scene.people;
  if (ann === undefined || bo === undefined) throw new Error('two people');
  return { ...scene, ann, bo };
}
