import type { AccountId, EventId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Host } from '@ports/host.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { PaymentDesk } from '@ports/paymentDesk.ts';
import type { ProgramNet } from '@ports/programNet.ts';
import type { ProgramViews } from '@ports/programViews.ts';
import type { Random } from '@ports/random.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { ProgramShelf } from '@ports/programShelf.ts';
import type { ProgramWindows } from '@ports/programWindows.ts';
import type { SoleSeats } from '@ports/tabs.ts';
import type { Log } from '../diagnostics/log.ts';
import type { ProgramActs, ProgramSession, ProgramStatus, ProgramWorkspace } from '../workspace/programWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import { HeldInstances } from './heldInstances.ts';
import type { OpenInstance, ProgramHostParts, ProgramPeople } from './hostParts.ts';
import { ProgramHost } from './programHost.ts';
import { KEEP_STEP, KeepBudget } from './keepBudget.ts';
import { noteOpening } from './noteOpening.ts';
import { permissionBook } from './permissionBook.ts';
import { type FoundProgram, ProgramLookup } from './programLookup.ts';
import { type ProgramPlace, ProgramRest } from './programRest.ts';
import { PressedPrograms, type ReadyProgram, seatOf } from './pressedPrograms.ts';
import { NO_WORDS, watchProgramWords, watchUninstalled } from './programWords.ts';
import { PromptDesk } from './promptDesk.ts';
import type { RealtimeBus } from './realtimeBus.ts';
import { wordIds } from './saidOnce.ts';
import { StoreProgramLog } from './storeProgramLog.ts';
import { viewFailure } from './viewOutcome.ts';

/** What programs of a tab are opened with. */
export interface SessionParts {
  readonly self: AccountId;
  readonly store: DocumentStore;
  readonly acts: ProgramActs;
  readonly host: Pick<Host, 'call'>;
  readonly verify: VerifySignature;
  readonly views: ProgramViews;
  /** An instance runs in one window of the profile (PRG-20). */
  readonly seats: SoleSeats;
  readonly windows: ProgramWindows;
  readonly shelf: Pick<ProgramShelf, 'list'>;
  readonly realtime: RealtimeBus;
  readonly people: ProgramPeople;
  readonly payments: PaymentDesk;
  readonly net: ProgramNet;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What the person was warned of and wants all the same. */
type Accepted = Parameters<ProgramWorkspace['openProgram']>[2];

/** The programs that are open in this tab: each instance once. */
export class ProgramSessions {
  private readonly parts: SessionParts;
  private readonly newId: () => string;
  private readonly lookup: ProgramLookup;
  private readonly pressed: PressedPrograms;
  private readonly opened = writableSnapshot<readonly ProgramSession[]>([]);
  private readonly opening = new Map<EventId, Outcome<ProgramSession>>();
  private readonly closing = new Map<EventId, Promise<void>>();
  readonly held = new HeldInstances();
  /** Gives up that an instance runs here. */
  private readonly seated = new Map<EventId, Disposer>();
  /** Of those that ended while the store or the engine failed: done when all they said is out. */
  private readonly unsaid = new Map<EventId, Promise<void>>();
  /** What the person let instances keep, bytes, for as long as this window is open. */
  private readonly allowed = new Map<EventId, number>();
  /** Where those that were put to sleep were. */
  private readonly places = new Map<EventId, ProgramPlace>();

  constructor(parts: SessionParts) {
    this.parts = parts;
    this.newId = wordIds(parts.random);
    this.lookup = new ProgramLookup(parts);
    const onAsked = (instance: EventId) => void this.endHere(instance);
    this.pressed = new PressedPrograms({ ...parts, lookup: this.lookup, onAsked });
  }

  get open(): Snapshot<readonly ProgramSession[]> {
    return this.opened;
  }

  /** A person may open an instance soon; null: some instance or other. */
  expect(instance: EventId | null): void {
    this.parts.views.expect();
    if (instance !== null && this.isAtRest(instance)) this.lookup.prepare(instance);
  }

  /** The pointer or the keyboard is at the button that opens an instance; null: it left. */
  approach(instance: EventId | null): void {
    this.pressed.approach(instance !== null && this.isAtRest(instance) ? instance : null);
  }

  /** The pointer is down on the button that opens an instance. */
  press(instance: EventId): void {
    if (this.isAtRest(instance)) this.pressed.press(instance);
  }

  private isAtRest(instance: EventId): boolean {
    if (this.opening.has(instance) || this.closing.has(instance) || this.held.has(instance)) return false;
    return this.opened.get().every((session) => session.instance !== instance);
  }

  /** Opens an instance, or gives the one that is open, at `href` where given. */
  async start(instance: EventId, href: string | null, accepted?: Accepted): Outcome<ProgramSession> {
    // Before it is on its way: what holds it waits for those.
    while (this.held.has(instance)) await this.held.over(instance);
    const known = this.opened.get().find((session) => session.instance === instance);
    if (known !== undefined) {
      if (href !== null) known.view.goTo(href);
      return ok(known);
    }
    const under = this.opening.get(instance);
    if (under !== undefined) return under;
    // What is ready begins within the click, before anything is drawn for it.
    const ready = this.pressed.takeNow(instance);
    if (ready !== null) return ok(this.begun(ready, href));
    const starting = this.begin(instance, href, accepted);
    this.opening.set(instance, starting);
    const started = await starting;
    this.opening.delete(instance);
    return started;
  }

  /** Ends an instance, in whichever window it is open; done when nothing of it runs any more. */
  async end(instance: EventId): Promise<void> {
    this.lookup.forget(instance);
    await this.endHere(instance);
    const leaveSeat = await this.parts.seats.take(seatOf(instance), () => undefined);
    leaveSeat();
  }

  /** Ends what is open in this window; done when all have said their last. */
  async endAll(): Promise<void> {
    const here = [...this.opening.keys(), ...this.opened.get().map(({ instance }) => instance)];
    await Promise.all([this.pressed.forgetAll(), ...here.map((instance) => this.endHere(instance))]);
    await Promise.all(this.closing.values());
  }

  private async endHere(instance: EventId): Promise<void> {
    const forgotten = this.pressed.forget(instance);
    const close = () =>
      this.opened
        .get()
        .find((session) => session.instance === instance)
        ?.close();
    close();
    // One that is on its way ends as soon as it is here.
    const starting = this.opening.get(instance);
    if (starting !== undefined && (await starting).ok) close();
    await forgotten;
    await this.closing.get(instance);
  }

  private async begin(instance: EventId, href: string | null, accepted?: Accepted): Outcome<ProgramSession> {
    const ready = await this.pressed.take(instance);
    if (ready !== null) return ok(this.begun(ready, href));
    await this.closing.get(instance);
    const found = await this.lookup.take(instance);
    if (!found.ok) return found;
    const { isChanged, kept, package: id } = found.value;
    if (isChanged && accepted !== 'package-changed')
      return fail('package-changed', 'its signature is not of what is in it');
    const noted = await kept;
    if (!noted.ok) return noted;
    return this.show({ open: noted.value, package: id }, href);
  }

  private async show(
    { open, package: id }: Pick<FoundProgram, 'open' | 'package'>,
    href: string | null,
  ): Outcome<ProgramSession> {
    const { instance, label, self, name: title } = open;
    const leaveSeat = await this.parts.seats.take(seatOf(instance), () => void this.endHere(instance));
    const mounted = await this.parts.views.mount({ account: this.parts.self, package: id, label, self, title });
    if (!mounted.ok) {
      leaveSeat();
      return { ok: false, error: viewFailure(mounted.error) };
    }
    return ok(this.begun({ open, view: mounted.value, leaveSeat }, href));
  }

  /** Runs what is served. */
  private begun(ready: ReadyProgram, href: string | null): ProgramSession {
    const { open, view, leaveSeat } = ready;
    const { instance } = open;
    this.seated.set(instance, leaveSeat);
    const place = this.takePlace(instance, href);
    view.begin(place?.href ?? null);
    return this.join(ready, place);
  }

  /** Where it is to begin: where it is sent to, else where it was put to sleep; null for its first page. */
  private takePlace(instance: EventId, href: string | null): ProgramPlace | null {
    const kept = this.places.get(instance) ?? null;
    this.places.delete(instance);
    return href === null ? kept : { href, x: 0, y: 0 };
  }

  private join({ open, view }: ReadyProgram, place: ProgramPlace | null): ProgramSession {
    const prompts = new PromptDesk(this.parts.clock);
    const budget = this.keepBudget(open);
    const host = this.hostOf({ open, view }, { prompts, keeping: budget });
    if (place !== null && (place.x !== 0 || place.y !== 0)) host.scrollTo(place);
    const rest = new ProgramRest({ host, view, prompt: prompts.shown, clock: this.parts.clock });
    const status = writableSnapshot<ProgramStatus>({ ...NO_WORDS, name: open.name, kept: null, ...host.figures.get() });
    const disposers: Disposer[] = [
      noteOpening(this.parts, open, () => {
        host.uninstalled();
        session.close();
      }),
      () => rest.dispose(),
      () => budget.dispose(),
      budget.exceeded.subscribe(() => status.set({ ...status.get(), kept: budget.exceeded.get() })),
      view.onPort((port) => {
        host.attach(port);
        rest.pageCame();
      }),
      view.state.subscribe(() => host.viewIs(view.state.get())),
      host.figures.subscribe(() => status.set({ ...status.get(), ...host.figures.get() })),
      watchProgramWords(this.parts.store, open, (words) => status.set({ ...status.get(), ...words })),
    ];
    const session: ProgramSession = {
      instance: open.instance,
      view,
      status,
      prompt: prompts.shown,
      activity: rest.activity,
      allowKeeping: () => budget.allowMore(),
      setSeen: (isSeen) => rest.setSeen(isSeen),
      sleep: () => {
        if (rest.place !== null) this.places.set(open.instance, rest.place);
        session.close();
      },
      close: () => {
        for (const dispose of disposers.splice(0)) dispose();
        this.opened.set(this.opened.get().filter((other) => other !== session));
        // What is out of sight may still say its last; its label is free again when it has.
        view.place(null);
        this.sayOn(open, host);
        this.finish(open.instance, async () => {
          await host.close();
          await view.close();
        });
      },
    };
    this.opened.set([...this.opened.get(), session]);
    return session;
  }

  private hostOf(
    { open, view }: Pick<ReadyProgram, 'open' | 'view'>,
    own: Pick<ProgramHostParts, 'prompts' | 'keeping'>,
  ): ProgramHost {
    const { store, acts, log: diary, ...others } = this.parts;
    const log = new StoreProgramLog(store, open.space, acts);
    log.expectReplay(open.instance);
    const isInUse = () => view.isInUse();
    const onIncomplete = () => view.missesSomething();
    const permissions = permissionBook(store);
    const saying = { writer: log, newId: this.newId, earlier: this.unsaid.get(open.instance) };
    return new ProgramHost({ ...others, ...own, ...saying, open, log, isInUse, onIncomplete, permissions, diary });
  }

  private keepBudget({ instance, space }: OpenInstance): KeepBudget {
    const { store, clock } = this.parts;
    const count = async () => {
      const usage = await store.shelves.usage({ space, instance });
      return usage.ok ? usage.value.updates + usage.value.documents : null;
    };
    const onAllowed = (bytes: number) => void this.allowed.set(instance, bytes);
    return new KeepBudget({ count, clock, allowed: this.allowed.get(instance) ?? KEEP_STEP, onAllowed });
  }

  /** What it could not say at its end is tried again for as long as this window is open, but once it is uninstalled; opened again here it speaks after that. */
  private sayOn(open: OpenInstance, host: ProgramHost): void {
    const stopWatching = watchUninstalled(this.parts.store, open, () => host.uninstalled());
    const saying = host.allSaid().then(() => {
      stopWatching();
      if (this.unsaid.get(open.instance) === saying) this.unsaid.delete(open.instance);
    });
    this.unsaid.set(open.instance, saying);
  }

  /** Whoever opens it next waits for this, in any window. */
  private finish(instance: EventId, end: () => Promise<void>): void {
    const ending = end().then(() => {
      if (this.closing.get(instance) === ending) this.closing.delete(instance);
      this.seated.get(instance)?.();
      this.seated.delete(instance);
    });
    this.closing.set(instance, ending);
  }
}
