import * as v from 'valibot';
import { Budget } from '@shared/budget.ts';
import { type BridgeWarning, type FromProgram, fromProgramSchema, realtimeBytesOf } from '@shared/mini/bridge.ts';
import { MAX_UPDATE_BYTES } from '@shared/mini/bridgeLimits.ts';
import { cleanUpdate } from '@domain/mini/cleanUpdate.ts';
import { encodeUpdate, normalJson } from '@domain/mini/updateText.ts';
import type { ProgramPort, ProgramViewState } from '@ports/programViews.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';
import type { ProgramHostParts } from './hostParts.ts';
import { type LastWord, LeaveTaking } from './leaveTaking.ts';
import { LogFeed } from './logFeed.ts';
import { answerCall } from './programCalls.ts';
import type { ProgramStream } from './programLog.ts';
import type { RealtimeSeat } from './realtimeBus.ts';
import { packedOf, receivedOf } from './toldUpdates.ts';

/** Most calls of one program under way. */
export const MOST_CALLS = 8;
/** Most documents one page has open. */
export const MOST_DOCUMENTS = 64;
/** How often one thing is told to the page's console. */
const WARNINGS = { capacity: 5, perSecond: 0.2 } as const;

/** What is true of a program's traffic. */
export interface HostFigures {
  /** Calls of its page that are not answered yet. */
  readonly calls: number;
  /** Updates and changes that wait because the program sends faster than it may. */
  readonly waiting: number;
  /** What was dropped since it was opened. */
  readonly dropped: number;
  /** False after the person turned out not to be allowed to write there. */
  readonly mayWrite: boolean;
  /** Devices of others on its realtime channel; null while it is on none. */
  readonly realtimePeers: number | null;
}

/** What a page tells the instance it belongs to. */
export interface PageHooks {
  readonly show: (change: Partial<HostFigures>) => void;
  readonly drop: () => void;
  readonly update: (stream: ProgramStream, bytes: Uint8Array) => boolean;
  readonly change: (stream: ProgramStream, bytes: Uint8Array) => boolean;
  readonly mayRealtime: () => boolean;
  /** `onDropped` when the person is not asked. */
  readonly askLink: (url: string, onDropped: () => void) => void;
}

type Said<T extends FromProgram['type']> = Extract<FromProgram, { readonly type: T }>;

/** One page of the program, from its port to its end. */
export class ProgramPage {
  private readonly parts: ProgramHostParts;
  private readonly port: ProgramPort;
  private readonly hooks: PageHooks;
  private readonly stopHearing: Disposer;
  private readonly turn = new Turn();
  private readonly documents = new Map<string, LogFeed>();
  private readonly warnings = new Map<BridgeWarning, Budget>();
  private feed: LogFeed | null = null;
  private seat: { readonly seat: RealtimeSeat; readonly stop: Disposer } | null = null;
  private listens = 0;
  private calls = 0;
  private isOver = false;
  private isPaused = false;
  /** It was on its realtime channel when it was taken for gone. */
  private isSeatKept = false;
  private leaving: LeaveTaking | null = null;

  constructor(parts: ProgramHostParts, port: ProgramPort, hooks: PageHooks) {
    this.parts = parts;
    this.port = port;
    this.hooks = hooks;
    this.stopHearing = port.onMessage((message) => this.hear(message));
    port.onOver?.(() => this.realtime({ type: 'realtime.leave' }));
  }

  /** Tells the page that it goes out of sight, and waits until it said its last (MPH-16); null when it took longer than `deadline`, ms. */
  takeLeave(deadline: number): Promise<LastWord | null> {
    return new Promise((resolve) => {
      this.leaving = new LeaveTaking(this.parts.clock, deadline, resolve);
      this.port.post({ type: 'visibility', isHidden: true });
    });
  }

  /** Tells the page that it is seen again. */
  comeBack(): void {
    this.port.post({ type: 'visibility', isHidden: false });
  }

  /** Has the page scroll to where it was. */
  scrollTo({ x, y }: { readonly x: number; readonly y: number }): void {
    this.port.post({ type: 'scroll', x, y });
  }

  /** A page that stands still is told nothing: what it has not heard would pile up. What is said on its realtime channel is lost to it. */
  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
    this.seat?.seat.setPaused?.(isPaused);
    this.feed?.setPaused(isPaused);
    for (const feed of this.documents.values()) feed.setPaused(isPaused);
  }

  /** A page that is gone is on no realtime channel; found again it is where it was. Once another is being loaded it is not found any more. */
  viewIs(state: ProgramViewState): void {
    const wasKept = this.isSeatKept;
    if (state === 'crashed') this.isSeatKept ||= this.seat !== null;
    else if (state !== 'unresponsive') this.isSeatKept = false;
    if (state === 'crashed') this.leave();
    else if (wasKept && state === 'ready') this.join();
  }

  end(): void {
    this.isOver = true;
    this.stopHearing();
    this.feed?.dispose();
    for (const feed of this.documents.values()) feed.dispose();
    this.leave();
    this.hooks.show({ calls: 0 });
    this.port.close();
  }

  /** A change that did not go out: where it is missing nobody can read what the page changes later, so it says it again (MPH-48). */
  sendBack({ document: name, scope }: ProgramStream, update: Uint8Array): void {
    if (this.isOver) this.hooks.drop();
    else if (name !== null) this.port.post({ type: 'document.back', name, scope, update });
  }

  warn(code: BridgeWarning): void {
    const budget = this.warnings.get(code) ?? new Budget(this.parts.clock, WARNINGS);
    this.warnings.set(code, budget);
    if (budget.take()) this.port.post({ type: 'warning', code });
  }

  private hear(message: unknown): void {
    const bytes = realtimeBytesOf(message);
    if (bytes !== null) return this.sendRealtime(bytes);
    const parsed = v.safeParse(fromProgramSchema, message);
    if (!parsed.success) this.warn('message-malformed');
    else if (!this.isOver) this.take(parsed.output);
  }

  private take(said: FromProgram): void {
    switch (said.type) {
      case 'update':
        return this.update(said);
      case 'hidden':
        return this.hidden(said);
      case 'listen':
        return this.listen(said);
      case 'incomplete':
        return this.parts.onIncomplete();
      case 'link':
        return this.hooks.askLink(said.url, () => this.warn('link-dropped'));
      case 'call':
        return void this.call(said);
      case 'document.open':
        return this.open(said);
      case 'document.change':
        return this.change(said);
      case 'document.lost':
        return this.hooks.drop();
      default:
        return this.realtime(said);
    }
  }

  private hidden(said: Said<'hidden'>): void {
    this.leaving?.hear(said);
  }

  private update({ update }: Said<'update'>): void {
    this.leaving?.spoke();
    const payload = normalJson(update.payload);
    if (payload === null) return this.lose('update-not-json');
    const bytes = encodeUpdate(cleanUpdate({ ...update, payload }));
    if (bytes.length > MAX_UPDATE_BYTES + 64) return this.lose('update-too-large');
    if (!this.hooks.update(this.streamOf(null, 'instance'), bytes)) this.lose('update-dropped');
  }

  private listen({ serial }: Said<'listen'>): void {
    this.feed?.dispose();
    this.listens += 1;
    const listen = this.listens;
    const stream = this.streamOf(null, 'instance');
    this.feed = new LogFeed(this.feedParts(), { stream, after: serial }, ({ pack, ...feeding }) => {
      const told =
        pack === null ? receivedOf(feeding, this.parts.open) : packedOf({ ...feeding, pack }, this.parts.open);
      this.port.post({ ...told, listen });
    });
  }

  private open({ name, scope }: Said<'document.open'>): void {
    const key = `${scope}/${name}`;
    if (!this.maySync() || this.documents.has(key)) return;
    if (this.documents.size >= MOST_DOCUMENTS) return this.lose('update-dropped');
    const stream = this.streamOf(name, scope);
    const feed = new LogFeed(this.feedParts(), { stream, after: 0 }, ({ snapshot, rows, isReplayed }) => {
      const changes = rows.map(({ bytes }) => bytes);
      const updates = snapshot === null ? changes : [snapshot, ...changes];
      this.port.post({ type: 'document', name, scope, updates, isReplayed });
    });
    this.documents.set(key, feed);
  }

  private change({ name, scope, update }: Said<'document.change'>): void {
    if (!this.maySync()) return;
    this.leaving?.spoke();
    const stream = this.streamOf(name, scope);
    if (!this.hooks.change(stream, update)) this.sendBack(stream, update);
  }

  /** Shared documents reach no further than updates do: declaring them is enough. */
  private maySync(): boolean {
    if (this.parts.open.declared.permissions.includes('storage.sync')) return true;
    this.lose('message-malformed');
    return false;
  }

  private realtime(said: Said<'realtime.join' | 'realtime.leave' | 'realtime.send'>): void {
    if (said.type !== 'realtime.send') this.isSeatKept = false;
    if (said.type === 'realtime.leave') this.leave();
    else if (said.type === 'realtime.join') this.join();
    else this.sendRealtime(said.bytes);
  }

  private sendRealtime(bytes: Uint8Array): void {
    if (this.isOver) return;
    if (this.seat === null || !this.hooks.mayRealtime()) this.lose('realtime-dropped');
    else this.seat.seat.send(bytes);
  }

  private join(): void {
    if (this.seat !== null) return;
    const seat = this.parts.realtime.join(this.parts.open, (bytes) => {
      if (!this.isPaused) this.port.post({ type: 'realtime', bytes });
    });
    // What the page says goes past this one where that can be, and is heard so.
    if (this.port.pass !== undefined)
      seat.openLane?.({
        ready: (port) => this.port.pass?.({ type: 'realtime.port' }, port),
        dropped: () => this.lose('realtime-dropped'),
        mayRest: () => this.hooks.mayRealtime(),
      });
    seat.setPaused?.(this.isPaused);
    const show = () => this.hooks.show({ realtimePeers: seat.peers.get() });
    this.seat = { seat, stop: seat.peers.subscribe(show) };
    show();
  }

  private leave(): void {
    if (this.seat === null) return;
    this.seat.stop();
    this.seat.seat.leave();
    this.seat = null;
    this.hooks.show({ realtimePeers: null });
  }

  private async call({ id, call, input }: Said<'call'>): Promise<void> {
    if (this.calls >= MOST_CALLS) {
      this.port.post({ type: 'reply', id, ok: false, code: 'busy', message: 'too many calls at once' });
      return;
    }
    this.count(1);
    const result = await answerCall(this.parts, call, input);
    this.count(-1);
    if (this.isOver) return;
    if (result.ok) this.port.post({ type: 'reply', id, ok: true, value: result.value });
    else this.port.post({ type: 'reply', id, ok: false, ...result.error });
  }

  private count(change: 1 | -1): void {
    this.calls += change;
    if (!this.isOver) this.hooks.show({ calls: this.calls });
  }

  private lose(code: BridgeWarning): void {
    this.hooks.drop();
    this.warn(code);
  }

  private feedParts() {
    return { log: this.parts.log, clock: this.parts.clock, turn: this.turn };
  }

  private streamOf(document: string | null, scope: ProgramStream['scope']): ProgramStream {
    return { instance: this.parts.open.instance, document, scope };
  }
}
